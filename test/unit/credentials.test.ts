/** Credentials are kept until they expire, shared by a site's pages where they are a guest's, and never waited for for ever. */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createTexts } from '../support/unit-storage';

const POOL = 'us-east-1:10000000-0000-4000-8000-000000000001';
const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

/** Cognito as far as these tests need it: it counts, and gives an hour. */
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

test('asked for once: by one page, by many questions, by the next page', async () => {
  const { page, calls } = open(guest);
  const first = page();
  const [one, two] = await Promise.all([first.prepare(), first.prepare()]);
  expect(two).toBe(one);
  expect((await page().prepare()).accessKeyId).toBe(one.accessKeyId);
  expect(targets(calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('renewed five minutes early; where that fails they serve until they end', async () => {
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

test('where nothing proves what time it is, they do not serve: what was sent would have a wrong time', async () => {
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

test('an hour is an hour on the corrected clock', async () => {
  const { page, calls, clock, pass } = open(guest);
  const credentials = page();
  // The device is an hour ahead: the expiration it is told looks an hour nearer than it is.
  pass(HOUR);
  clock.learn(NOW);
  pass(-HOUR);
  await credentials.prepare();
  pass(HOUR);
  await credentials.prepare();
  expect(targets(calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('refused: forgotten by this page and by the next, but newer ones of another page are not', async () => {
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

test('erased by another page: asked for anew', async () => {
  const { page, storage } = open(guest);
  const credentials = page();
  const before = await credentials.prepare();
  storage.set('personalize.credentials', undefined);
  expect((await credentials.prepare()).accessKeyId).not.toBe(before.accessKeyId);
});

test('what another pool gave is not taken', async () => {
  const storage = createTexts();
  await open(guest, storage).page().prepare();
  const other = open({ identityPoolId: POOL.replace('0001', '0009') }, storage);
  await other.page().prepare();
  expect(targets(other.calls)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test("a signed-in visitor's stay in memory, and another sign-in has others", async () => {
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

test("the page's own are asked for again when they expire, and Cognito never", async () => {
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

test('what the own function gives or throws is said by the name of the option', async () => {
  const own = (credentials: unknown) => open({ region: 'us-east-1', credentials }).page().prepare();
  await expect(own(async () => ({}))).rejects.toThrow(
    'option credentials: accessKeyId or secretAccessKey is missing',
  );
  await expect(own(() => Promise.reject(new Error('signed out')))).rejects.toThrow(
    'option credentials: signed out',
  );
});

test("the page's own credentials are asked for again when another user is known, and not joined to a question of before", async () => {
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

test("the identity of a signed-in visitor touches nothing of the page's own", async () => {
  const { page, storage } = open({ ...guest, logins: { provider: 'token' } });
  storage.set('', "the page's own");
  await page().prepare();
  expect([...storage.texts.keys()]).toEqual(['', 'personalize.identity']);
});
