/** How long credentials are used, when they are renewed, and which stored credentials are used. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { failing, openAws } from '../support/unit-aws';
import { POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const KEY = 'personalize.credentials';
const realFetch = globalThis.fetch;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  globalThis.fetch = realFetch;
});

function open(options: object, storage = createTexts()) {
  const config = parseOptions({ trackingId: 'tracker', ...options }, () => {});
  if (!config) throw new Error('no config');
  const now = () => Date.now();
  return createCredentials({
    config,
    storage,
    clock: createClock(storage, now, now),
    now,
    user: () => undefined,
    requestHandler: createFetchHandler(() => {}, {}, createTexts()),
  });
}

const own = (given: unknown) => open({ region: 'us-east-1', credentials: async () => given });
const keys = { accessKeyId: 'key', secretAccessKey: 'secret' };

test('before prepare there is nothing to sign with', async () => {
  const desk = own(keys);
  expect(desk.areReady()).toBe(false);
  await expect(desk.provide()).rejects.toThrow('no credentials yet');
  const prepared = await desk.prepare();
  expect(await desk.provide()).toBe(prepared);
  expect(desk.areReady()).toBe(true);
});

test('before prepare, forget does nothing', () => {
  own(keys).forget();
  openAws();
  open({ identityPoolId: POOL }, createTexts({ [KEY]: '{"accessKeyId":"AKID"}' })).forget();
});

test('credentials without an expiration are used until they are refused', async () => {
  const desk = own(keys);
  const first = await desk.prepare();
  vi.setSystemTime(NOW + 365 * 24 * 60 * MINUTE);
  expect(await desk.prepare()).toBe(first);
  desk.forget();
  expect(desk.areReady()).toBe(false);
  expect(await desk.prepare()).not.toBe(first);
});

test('credentials are renewed in their last five minutes, and are ready until their last ten seconds', async () => {
  const desk = own({ ...keys, expiration: NOW + 10 * MINUTE });
  const first = await desk.prepare();
  vi.setSystemTime(NOW + 5 * MINUTE - 1);
  expect(await desk.prepare()).toBe(first);
  vi.setSystemTime(NOW + 5 * MINUTE);
  expect(await desk.prepare()).not.toBe(first);
  vi.setSystemTime(NOW + 10 * MINUTE - 10_001);
  expect(desk.areReady()).toBe(true);
  vi.setSystemTime(NOW + 10 * MINUTE - 10_000);
  expect(desk.areReady()).toBe(false);
});

test('if they cannot be renewed, they are used until their last ten seconds, and then prepare fails', async () => {
  let fails = false;
  const desk = open({
    region: 'us-east-1',
    async credentials() {
      if (fails) throw new Error('signed out');
      return { ...keys, expiration: NOW + 10 * MINUTE };
    },
  });
  const first = await desk.prepare();
  fails = true;
  vi.setSystemTime(NOW + 10 * MINUTE - 10_001);
  expect(await desk.prepare()).toBe(first);
  vi.setSystemTime(NOW + 10 * MINUTE - 10_000);
  await expect(desk.prepare()).rejects.toThrow('option credentials: signed out');
});

for (const stored of [{ from: POOL }, { from: 'another', accessKeyId: 'AKIDOTHER' }, 'text', null]) {
  test(`stored ${JSON.stringify(stored)} are not used`, async () => {
    openAws();
    const storage = createTexts({ [KEY]: JSON.stringify(stored) });
    expect(await open({ identityPoolId: POOL }, storage).prepare()).toMatchObject({ accessKeyId: 'AKID1' });
  });
}

test('credentials that another page has stored are used until they expire', async () => {
  const aws = openAws();
  const stored = { ...keys, from: POOL, expiration: NOW + 6 * MINUTE };
  const storage = createTexts({ [KEY]: JSON.stringify(stored) });
  const desk = open({ identityPoolId: POOL }, storage);
  expect(await desk.prepare()).toEqual(stored);
  expect(aws.calls).toEqual([]);
  vi.setSystemTime(NOW + MINUTE);
  expect(await desk.prepare()).toMatchObject({ accessKeyId: 'AKID1' });
});

test('while the credentials of this page are valid, those stored by another page are not read', async () => {
  openAws();
  const storage = createTexts();
  const desk = open({ identityPoolId: POOL }, storage);
  const first = await desk.prepare();
  storage.set(KEY, { ...keys, from: POOL, expiration: NOW + 30 * MINUTE });
  expect(await desk.prepare()).toBe(first);
});

test('after a failure the next call requests credentials again', async () => {
  openAws(({ name }, nth) =>
    name === 'GetId' && nth === 0 ? failing('InternalErrorException', 500) : undefined,
  );
  const desk = open({ identityPoolId: POOL });
  await expect(desk.prepare()).rejects.toThrow('of the service');
  expect(await desk.prepare()).toMatchObject({ accessKeyId: 'AKID1' });
});

test('a refused key of this page is removed from the storage, and one of another page stays there', async () => {
  openAws();
  const storage = createTexts();
  const desk = open({ identityPoolId: POOL }, storage);
  await desk.prepare();
  desk.forget();
  expect(storage.get(KEY)).toBeNull();
  await desk.prepare();
  storage.set(KEY, { ...keys, from: POOL });
  desk.forget();
  expect(storage.get(KEY)).toMatchObject(keys);
});
