/**
 * Credentials are cached until they expire, guest credentials are shared by the pages of a site, and each request has a
 * timeout.
 */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createTexts } from '../support/unit-storage';

const POOL = 'us-east-1:10000000-0000-4000-8000-000000000001';
const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

/** A minimal Cognito: it counts requests, and its credentials are valid for an hour. */
function open(options: object, storage = createTexts()) {
  const calls: { target: string; body: Record<string, unknown> }[] = [];
  let time = NOW;
  let failing = false;
  let user: string | undefined;
  const requestHandler = {
    async handle({ headers, body }: { headers: Record<string, string>; body?: unknown }) {
      const target = (headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      calls.push({ target, body: JSON.parse(String(body)) });
      const answer = failing
        ? { __type: 'InternalErrorException', message: 'not now' }
        : {
            IdentityId: 'us-east-1:identity',
            Credentials: {
              AccessKeyId: `key ${calls.length}`,
              SecretKey: 'secret',
              SessionToken: 'token',
              Expiration: (time + HOUR) / 1000,
            },
          };
      const { HttpResponse } = await import('@smithy/core/protocols');
      return {
        response: new HttpResponse({
          statusCode: failing ? 500 : 200,
          headers: { 'content-type': 'application/x-amz-json-1.1' },
          body: new TextEncoder().encode(JSON.stringify(answer)),
        }),
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  const config = parseOptions({ trackingId: 'tracker', ...options }, () => {});
  if (!config) throw new Error('no config');
  const now = () => time;
  const clock = createClock(storage, now, now);
  const page = () => createCredentials({ config, storage, clock, now, requestHandler, user: () => user });
  return {
    page,
    calls,
    storage,
    clock,
    pass: (ms: number) => {
      time += ms;
    },
    fail: (on: boolean) => {
      failing = on;
    },
    signIn: (id?: string) => {
      user = id;
    },
  };
}

const guest = { identityPoolId: POOL };
const targets = (calls: { target: string }[]) => calls.map(({ target }) => target);

test('one request serves concurrent calls of a page and the next page', async () => {
  const { page, calls } = open(guest);
  const first = page();
  const [one, two] = await Promise.all([first.prepare(), first.prepare()]);
  expect(two).toBe(one);
  expect((await page().prepare()).accessKeyId).toBe(one.accessKeyId);
  expect(targets(calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('credentials are renewed five minutes early, and if that fails they are used until they expire', async () => {
  const { page, calls, pass, fail } = open(guest);
  const credentials = page();
  const { accessKeyId } = await credentials.prepare();
  pass(HOUR - 5 * 60_000);
  fail(true);
  expect((await credentials.prepare()).accessKeyId).toBe(accessKeyId);
  pass(5 * 60_000);
  await expect(credentials.prepare()).rejects.toThrow('not now');
  fail(false);
  expect((await credentials.prepare()).accessKeyId).not.toBe(accessKeyId);
  expect(targets(calls).filter((target) => target === 'GetId')).toEqual(['GetId']);
});

test('where no answer confirms the time, cached credentials are not used: event times would be wrong', async () => {
  const { storage, page } = open({ identityPoolId: POOL });
  await page().prepare();
  storage.set('personalize.clock', -2 * HOUR);
  const next = open({ identityPoolId: POOL }, storage);
  next.fail(true);
  const { prepare } = next.page();
  await expect(prepare()).rejects.toThrow('not now');
  next.clock.learn(NOW - 2 * HOUR);
  expect(await prepare()).toMatchObject({ accessKeyId: 'key 2' });
});

test('the expiration is measured on the corrected clock', async () => {
  const { page, calls, clock, pass } = open(guest);
  const credentials = page();
  // The device is an hour ahead, so the expiration seems an hour nearer than it is.
  pass(HOUR);
  clock.learn(NOW);
  pass(-HOUR);
  await credentials.prepare();
  pass(HOUR);
  await credentials.prepare();
  expect(targets(calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('refused credentials are forgotten by this page and the next, and newer ones are kept', async () => {
  const { page, calls } = open(guest);
  const [one, two] = [page(), page()];
  const first = await one.prepare();
  await two.prepare();
  one.forget();
  const second = await one.prepare();
  expect(second.accessKeyId).not.toBe(first.accessKeyId);
  two.forget();
  expect((await page().prepare()).accessKeyId).toBe(second.accessKeyId);
  expect(targets(calls).length).toBe(3);
});

test('credentials that another page erased are requested again', async () => {
  const { page, storage } = open(guest);
  const credentials = page();
  const before = await credentials.prepare();
  storage.set('personalize.credentials', undefined);
  expect((await credentials.prepare()).accessKeyId).not.toBe(before.accessKeyId);
});

test('stored credentials of another pool are not used', async () => {
  const storage = createTexts();
  await open(guest, storage).page().prepare();
  const other = open({ identityPoolId: POOL.replace('0001', '0009') }, storage);
  await other.page().prepare();
  expect(targets(other.calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('credentials of a signed-in visitor stay in memory, and another sign-in gets new ones', async () => {
  let logins: Record<string, string> = { 'accounts.google.com': 'one' };
  const { page, calls, storage } = open({ ...guest, logins: () => logins });
  const credentials = page();
  await credentials.prepare();
  await credentials.prepare();
  expect(calls[0]?.body).toMatchObject({ Logins: logins });
  expect([...storage.texts.keys()].filter((key) => key.startsWith('personalize.'))).toEqual([
    'personalize.identity',
  ]);
  expect([...storage.texts.values()].join()).not.toMatch(/secret|token|one/);
  logins = { 'accounts.google.com': 'two' };
  await credentials.prepare();
  expect(targets(calls)).toEqual([
    'GetId',
    'GetCredentialsForIdentity',
    'GetId',
    'GetCredentialsForIdentity',
  ]);
});

test('credentials of the page are requested from it again when they expire, and Cognito is not called', async () => {
  const given = [NOW + HOUR, NOW + 2 * HOUR];
  const { page, calls, pass } = open({
    region: 'us-east-1',
    credentials: async () => ({
      accessKeyId: `own ${given.length}`,
      secretAccessKey: 'secret',
      expiration: new Date(given.shift() ?? 0),
    }),
  });
  const credentials = page();
  expect((await credentials.prepare()).accessKeyId).toBe('own 2');
  expect((await credentials.prepare()).accessKeyId).toBe('own 2');
  pass(HOUR);
  expect((await credentials.prepare()).accessKeyId).toBe('own 1');
  expect(calls).toEqual([]);
});

test("an invalid result or an error of the page's function is reported by the name of the option", async () => {
  const own = (credentials: unknown) => open({ region: 'us-east-1', credentials }).page().prepare();
  await expect(own(async () => ({}))).rejects.toThrow(
    'option credentials: accessKeyId or secretAccessKey is missing',
  );
  await expect(own(() => Promise.reject(new Error('signed out')))).rejects.toThrow(
    'option credentials: signed out',
  );
});

test("when the user changes, the page's credentials are requested again, also during an earlier request", async () => {
  let asked = 0;
  const answers: (() => void)[] = [];
  const credentials = () =>
    new Promise((resolve) => {
      const accessKeyId = `key ${++asked}`;
      answers.push(() => resolve({ accessKeyId, secretAccessKey: 'secret' }));
    });
  const { page, signIn } = open({ region: 'us-east-1', credentials });
  const desk = page();
  signIn('anna');
  const first = desk.prepare();
  await expect.poll(() => asked).toBe(1);
  signIn();
  const second = desk.prepare();
  await expect.poll(() => asked).toBe(2);
  for (const answer of answers) answer();
  expect((await first).accessKeyId).toBe('key 1');
  expect((await second).accessKeyId).toBe('key 2');
});

test('the identity of a signed-in visitor does not overwrite other keys of the storage', async () => {
  const { page, storage } = open({ ...guest, logins: { provider: 'token' } });
  storage.set('', "the page's own");
  await page().prepare();
  expect([...storage.texts.keys()]).toEqual(['', 'personalize.identity']);
});
