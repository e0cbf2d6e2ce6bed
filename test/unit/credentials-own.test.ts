/** Credentials and logins from the page: which are accepted, and the error for others. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { openAws } from '../support/unit-aws';
import { POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';

const NOW = 1_700_000_000_000;
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
  const clock = createClock(storage, now, now);
  const credentials = createCredentials({
    config,
    storage,
    clock,
    now,
    user: () => undefined,
    requestHandler: createFetchHandler(() => {}, {}, createTexts()),
  });
  return { ...credentials, clock };
}

const own = (given: unknown) => open({ region: 'us-east-1', credentials: async () => given });
const keys = { accessKeyId: 'key', secretAccessKey: 'secret' };

test('credentials of the page do not confirm a stored clock offset', async () => {
  const storage = createTexts({ 'personalize.clock': '7200000' });
  const { prepare, clock } = open({ region: 'us-east-1', credentials: async () => keys }, storage);
  await prepare();
  expect(clock.isSure()).toBe(false);
  clock.learn(NOW + 7_200_000);
  expect(clock.isSure()).toBe(true);
});

for (const [title, expiration, ms] of [
  ['a Date', new Date(NOW + 5), NOW + 5],
  ['the text of a Date', '2026-11-22T12:00:00Z', Date.UTC(2026, 10, 22, 12)],
  ['milliseconds', NOW + 7, NOW + 7],
  ['undefined', undefined, undefined],
  ['null', null, undefined],
  ['not a time', 'soon', undefined],
] as const) {
  test(`an expiration that is ${title} is ${ms ? 'read' : 'ignored'}`, async () => {
    const given = await own({ ...keys, sessionToken: 'token', expiration }).prepare();
    expect(given).toMatchObject({ ...keys, sessionToken: 'token', expiration: ms });
  });
}

for (const given of [
  undefined,
  null,
  {},
  { accessKeyId: 'key' },
  { secretAccessKey: 's' },
  { ...keys, accessKeyId: 7 },
]) {
  test(`${JSON.stringify(given)} are not credentials`, async () => {
    await expect(own(given).prepare()).rejects.toMatchObject({
      name: 'OwnCredentialsError',
      message: 'option credentials: accessKeyId or secretAccessKey is missing',
    });
  });
}

test('credentials that never resolve fail after ten seconds', async () => {
  const failed = open({ region: 'us-east-1', credentials: () => new Promise(() => {}) })
    .prepare()
    .catch((error) => error);
  await vi.advanceTimersByTimeAsync(9999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await failed).toMatchObject({
    name: 'OwnCredentialsError',
    message: 'option credentials: no answer within 10000 ms',
  });
});

test('a rejection that is not an Error is reported by its text', async () => {
  await expect(own(Promise.reject('just a text')).prepare()).rejects.toThrow(
    'option credentials: just a text',
  );
  await expect(own(Promise.reject(undefined)).prepare()).rejects.toThrow('option credentials: undefined');
});

test('credentials of the page are not stored', async () => {
  const storage = createTexts();
  await open({ region: 'us-east-1', credentials: async () => keys }, storage).prepare();
  expect([...storage.texts.keys()]).toEqual([]);
});

for (const logins of [undefined, {}, () => ({}), () => undefined as never]) {
  test(`logins ${typeof logins === 'function' ? `() => ${JSON.stringify(logins())}` : JSON.stringify(logins)} are those of a guest, and shared`, async () => {
    const aws = openAws();
    const storage = createTexts();
    await open({ identityPoolId: POOL, logins }, storage).prepare();
    expect('Logins' in (aws.calls[0]?.body ?? {})).toBe(false);
    expect(storage.get(KEY)).toMatchObject({ from: POOL, accessKeyId: 'AKID1' });
  });
}

test('logins that fail are reported by the name of their option', async () => {
  const desk = open({ identityPoolId: POOL, logins: () => Promise.reject(new Error('offline')) });
  await expect(desk.prepare()).rejects.toMatchObject({
    name: 'OwnCredentialsError',
    message: 'option logins: offline',
  });
});
