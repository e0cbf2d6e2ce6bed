/** Logins that are refused, and visitors who change while a request for credentials is in flight. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createTransport } from '../../src/chunks/aws/aws-transport';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { type Call, failing, openAws } from '../support/unit-aws';
import { POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';

const NOW = 1_700_000_000_000;
const realFetch = globalThis.fetch;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  globalThis.fetch = realFetch;
});

const tokenOf = (sub: string, version = 1) =>
  `e30.${Buffer.from(JSON.stringify({ iss: 'google', sub, version })).toString('base64url')}.s`;
const loginOf = (token: string) => ({ 'accounts.google.com': token });
const sentToken = ({ body }: Call) => (body.Logins as Record<string, string>)?.['accounts.google.com'];
const EXPIRED = 'Invalid login token. Token expired: 1700000000 >= 1699999999';

function open(logins: unknown, storage = createTexts()) {
  const config = parseOptions({ trackingId: 'tracker', identityPoolId: POOL, logins } as never, () => {});
  if (!config) throw new Error('no config');
  const now = () => Date.now();
  const clock = createClock(storage, now, now);
  let user: string | undefined;
  const credentials = createCredentials({
    config,
    storage,
    clock,
    now,
    user: () => user,
    requestHandler: createFetchHandler(() => {}, {}, createTexts()),
  });
  return {
    ...credentials,
    transport: createTransport({ credentials, clock, put: async () => {} }),
    become: (id?: string) => {
      user = id;
    },
  };
}

/** A Cognito for which these tokens have expired. */
const refusing = (...tokens: string[]) =>
  openAws((call) =>
    tokens.includes(sentToken(call) ?? '') ? failing('NotAuthorizedException', 400, EXPIRED) : undefined,
  );

test('after an expired token logins() is called once more, and the new token is used', async () => {
  const [old, fresh] = [tokenOf('ada', 1), tokenOf('ada', 2)];
  const aws = refusing(old);
  const given = [old, fresh];
  const logins = vi.fn(() => loginOf(given.shift() ?? 'none'));
  const desk = open(logins);
  expect(await desk.transport.prepare()).toBeUndefined();
  expect(logins).toHaveBeenCalledTimes(2);
  expect(aws.calls.map((call) => [call.name, sentToken(call)])).toEqual([
    ['GetId', old],
    ['GetId', fresh],
    ['GetCredentialsForIdentity', fresh],
  ]);
});

test('if logins() returns the same token again, Cognito is not called again, and the result is a retry', async () => {
  const aws = refusing(tokenOf('ada'));
  const logins = vi.fn(() => loginOf(tokenOf('ada')));
  expect(await open(logins).transport.prepare()).toMatchObject({ kind: 'retry', why: 'credentials' });
  expect(logins).toHaveBeenCalledTimes(2);
  expect(aws.names()).toEqual(['GetId']);
});

test('a second refused token is the last attempt', async () => {
  let version = 0;
  const aws = openAws(() => failing('NotAuthorizedException', 400, EXPIRED));
  const logins = vi.fn(() => loginOf(tokenOf('ada', ++version)));
  expect(await open(logins).transport.prepare()).toMatchObject({ kind: 'retry', why: 'credentials' });
  expect(logins).toHaveBeenCalledTimes(2);
  expect(aws.names()).toEqual(['GetId', 'GetId']);
});

test('expired tokens that are not a function cannot be renewed: the result is a retry', async () => {
  const aws = refusing(tokenOf('ada'));
  expect(await open(loginOf(tokenOf('ada'))).transport.prepare()).toMatchObject({
    kind: 'retry',
    why: 'credentials',
  });
  expect(aws.names()).toEqual(['GetId']);
});

for (const message of [
  "Invalid login token. Issuer doesn't match providerName",
  'Invalid login token. Incorrect token audience.',
]) {
  test(`a configuration error is not treated as an expired token: ${message}`, async () => {
    openAws(() => failing('NotAuthorizedException', 400, message));
    const logins = vi.fn(() => loginOf(tokenOf('ada')));
    expect(await open(logins).transport.prepare()).toMatchObject({ kind: 'disabled' });
    expect(logins).toHaveBeenCalledTimes(1);
  });
}

test('a refusal by the pool is not treated as an expired token', async () => {
  openAws(() =>
    failing('NotAuthorizedException', 400, 'Unauthenticated access is not supported for this identity pool.'),
  );
  const logins = vi.fn(() => loginOf(tokenOf('ada')));
  expect(await open(logins).transport.prepare()).toMatchObject({ kind: 'disabled' });
  expect(logins).toHaveBeenCalledTimes(1);
});

test('a new token of the same user needs no new credentials, which stay valid after a token expires', async () => {
  let version = 1;
  const aws = refusing(tokenOf('ada', 2));
  const desk = open(() => loginOf(tokenOf('ada', version)));
  const first = await desk.prepare();
  version = 2;
  expect(await desk.prepare()).toBe(first);
  vi.setSystemTime(NOW + 56 * 60_000);
  expect(await desk.prepare()).toBe(first);
  vi.setSystemTime(NOW + 60 * 60_000);
  await expect(desk.prepare()).rejects.toThrow(EXPIRED);
  version = 3;
  expect(await desk.prepare()).toMatchObject({ accessKeyId: 'AKID4' });
  expect(aws.named('GetId').length).toBe(1);
});

test('a request in flight is shared only by calls with the same token', async () => {
  const held: (() => void)[] = [];
  const aws = openAws(({ name }) =>
    name === 'GetId'
      ? new Promise((resolve) => {
          const n = held.length + 1;
          held.push(() => resolve(new Response(JSON.stringify({ IdentityId: `us-east-1:of-${n}` }))));
        })
      : undefined,
  );
  let token = tokenOf('ada');
  const desk = open(() => loginOf(token));
  const asked = [desk.prepare(), desk.prepare()];
  await expect.poll(() => held.length).toBe(1);
  for (const other of [tokenOf('ada', 2), tokenOf('bob')]) {
    token = other;
    asked.push(desk.prepare());
  }
  await expect.poll(() => held.length).toBe(3);
  // The last first: a late answer does not replace the credentials of the next request.
  for (const answer of held.reverse()) {
    answer();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const keys = (await Promise.all(asked)).map((each) => each.accessKeyId);
  expect(keys[0]).toBe(keys[1]);
  expect(new Set(keys).size).toBe(3);
  const used = aws.named('GetCredentialsForIdentity').map((call) => [call.body.IdentityId, sentToken(call)]);
  expect(used).toContainEqual(['us-east-1:of-3', tokenOf('bob')]);
  expect((await desk.provide()).accessKeyId).toBe(keys[3]);
});

test('an answer for a visitor who has left is not used to sign the requests of a guest', async () => {
  let answer: (() => void) | undefined;
  openAws((call) =>
    call.name === 'GetId' && sentToken(call)
      ? new Promise((resolve) => {
          answer = () => resolve(new Response(JSON.stringify({ IdentityId: 'us-east-1:ada' })));
        })
      : undefined,
  );
  let logins: object = loginOf(tokenOf('ada'));
  const desk = open(() => logins);
  const ada = desk.prepare();
  await expect.poll(() => answer).toBeDefined();
  logins = {};
  const guest = await desk.prepare();
  answer?.();
  expect(await ada).not.toBe(guest);
  expect(await desk.provide()).toBe(guest);
});

test('logins() is called again when the user changes before it answers', async () => {
  const aws = openAws();
  const answers: ((logins: object) => void)[] = [];
  const desk = open(() => new Promise((resolve) => answers.push(resolve)));
  desk.become('ada');
  const prepared = desk.prepare();
  await expect.poll(() => answers.length).toBe(1);
  desk.become('bob');
  answers[0]?.(loginOf(tokenOf('ada')));
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(loginOf(tokenOf('bob')));
  await prepared;
  expect(aws.calls.map(sentToken)).toEqual([tokenOf('bob'), tokenOf('bob')]);
});

test('the next page of a user reuses the identity, and another user never gets it', async () => {
  const aws = openAws();
  const storage = createTexts();
  for (const sub of ['ada', 'ada', 'bob']) await open(() => loginOf(tokenOf(sub)), storage).prepare();
  expect(aws.named('GetId').map(sentToken)).toEqual([tokenOf('ada'), tokenOf('bob')]);
  expect(aws.named('GetCredentialsForIdentity').map(({ body }) => body.IdentityId)).toEqual(
    ['identity-1', 'identity-1', 'identity-2'].map((id) => `us-east-1:${id}`),
  );
  expect([...storage.texts.values()].join()).not.toContain(tokenOf('bob').split('.')[1]);
});
