/** Credentials of an identity pool: the identity is stored, and a new one is requested only when it is stale. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import type { Endpoints } from '../../src/api/options';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { askIdentityPool } from '../../src/chunks/aws/identity-pool';
import { toLoginKey } from '../../src/chunks/aws/login-key';
import { type Call, failing, openAws } from '../support/unit-aws';
import { createTexts } from '../support/unit-storage';

const POOL = 'eu-west-1:10000000-0000-4000-8000-000000000001';
const realFetch = globalThis.fetch;
beforeEach(() => {
  globalThis.fetch = realFetch;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

function open(answer?: (call: Call, nth: number) => Response | undefined, endpoint: Endpoints = {}) {
  const aws = openAws(answer);
  const storage = createTexts();
  const config = parseOptions({ trackingId: 't', identityPoolId: POOL, region: 'us-east-1' }, () => {});
  if (!config) throw new Error('no config');
  const ask = async (logins?: Record<string, string>) =>
    askIdentityPool(
      { ...config, endpoint },
      createFetchHandler(() => {}, {}, createTexts()),
      storage,
      logins && { logins, person: await toLoginKey(POOL, logins) },
    );
  /** The identities for which credentials were requested, in order. */
  const identities = () => aws.named('GetCredentialsForIdentity').map(({ body }) => body.IdentityId);
  return { aws, storage, ask, identities };
}

const stale = (message: string) => (call: Call, nth: number) =>
  call.name === 'GetCredentialsForIdentity' && nth === 1
    ? failing('ResourceNotFoundException', 400, message)
    : undefined;

test('the result is the key with its expiration as a time', async () => {
  const { ask } = open();
  const given = await ask();
  expect(given).toMatchObject({ accessKeyId: 'AKID1', secretAccessKey: 'secret', sessionToken: 'token' });
  expect(given.expiration).toEqual(expect.any(Number));
});

test('credentials without an expiration have none', async () => {
  const { ask } = open(({ name }) =>
    name === 'GetCredentialsForIdentity'
      ? new Response(
          JSON.stringify({
            Credentials: { AccessKeyId: 'AKID', SecretKey: 'secret', SessionToken: 'token' },
          }),
        )
      : undefined,
  );
  expect(await ask()).toMatchObject({ accessKeyId: 'AKID', expiration: undefined });
});

test('the identity is requested once', async () => {
  const { aws, ask, identities } = open();
  await ask();
  await ask();
  expect(aws.names()).toEqual(['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  expect(identities()).toEqual(['us-east-1:identity-1', 'us-east-1:identity-1']);
});

for (const message of [
  "Identity 'us-east-1:identity-1' not found.",
  "Access to Identity 'us-east-1:identity-1' is forbidden.",
]) {
  test(`a stale identity is forgotten and a new one requested (${message.slice(0, 10)}…)`, async () => {
    const { ask, identities } = open(stale(message));
    await ask();
    expect(await ask()).toMatchObject({ accessKeyId: 'AKID3' });
    await ask();
    expect(identities()).toEqual(
      ['identity-1', 'identity-1', 'identity-2', 'identity-2'].map((id) => `us-east-1:${id}`),
    );
  });
}

test('a failure of another kind is thrown, and the identity stays', async () => {
  const { ask, identities } = open(stale('the pool is busy'));
  await ask();
  await expect(ask()).rejects.toThrow('the pool is busy');
  await ask();
  expect(identities()).toEqual(Array(3).fill('us-east-1:identity-1'));
});

test('a stored identity that is not a text is not used', async () => {
  const { aws, ask, storage, identities } = open();
  await ask();
  for (const key of storage.texts.keys()) storage.texts.set(key, '{"id":7}');
  await ask();
  expect(aws.named('GetId').length).toBe(2);
  expect(identities()[1]).toBe('us-east-1:identity-2');
});

test('logins are sent with each request, and a guest sends none', async () => {
  const { aws, ask } = open();
  await ask({ 'accounts.google.com': 'one' });
  expect(aws.calls.map(({ body }) => body.Logins)).toEqual(Array(2).fill({ 'accounts.google.com': 'one' }));
  aws.calls.length = 0;
  await ask();
  expect(aws.calls.map(({ body }) => 'Logins' in body)).toEqual([false, false]);
});

test('requests go to the region of the pool, or to the given endpoint', async () => {
  const regional = open();
  await regional.ask();
  expect(regional.aws.calls.map(({ url }) => url)).toEqual(
    Array(2).fill('https://cognito-identity.eu-west-1.amazonaws.com/'),
  );
  const own = open(undefined, { cognito: 'https://proxy.example/' });
  await own.ask();
  expect(own.aws.calls.map(({ url }) => url)).toEqual(Array(2).fill('https://proxy.example/'));
});

const token = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const google = (sub: string, iat: number) => ({ 'accounts.google.com': token({ iss: 'google', sub, iat }) });

test('the identity of a signed-in visitor is requested once, also with a new token', async () => {
  const { aws, ask, identities } = open();
  await ask(google('ada', 1));
  await ask(google('ada', 1));
  await ask(google('ada', 2));
  expect(aws.named('GetId').length).toBe(1);
  expect(identities()).toEqual(Array(3).fill('us-east-1:identity-1'));
});

test('another visitor, a guest, another provider and another pool never get the identity', async () => {
  const others: (Record<string, string> | undefined)[] = [
    google('bob', 1),
    undefined,
    { 'login.example': google('ada', 1)['accounts.google.com'] },
    { 'accounts.google.com': token({ iss: 'another', sub: 'ada' }) },
    { 'accounts.google.com': token({ iss: 'google', sub: '' }) },
    { ...google('ada', 1), 'login.example': 'opaque' },
  ];
  for (const other of others) {
    const { ask, identities } = open();
    await ask(google('ada', 1));
    await ask(other);
    expect(identities()).toEqual(['us-east-1:identity-1', 'us-east-1:identity-2']);
  }
  expect(await toLoginKey(POOL, google('ada', 1))).not.toBe(await toLoginKey(`${POOL}0`, google('ada', 1)));
});

test('an opaque token identifies its visitor, and the order of logins does not matter', async () => {
  const { aws, ask } = open();
  await ask({ a: 'one', b: 'two' });
  await ask({ b: 'two', a: 'one' });
  expect(aws.named('GetId').length).toBe(1);
  await ask({ a: 'one', b: 'three' });
  expect(aws.named('GetId').length).toBe(2);
});

test('the stored entry reveals neither token nor user, and there is only one', async () => {
  const { ask, storage } = open();
  await ask(google('ada-lovelace', 1));
  await ask(google('charles-babbage', 1));
  expect([...storage.texts]).toEqual([
    [
      'personalize.identity',
      expect.stringMatching(/^{"person":"[0-9a-f]{64}","id":"us-east-1:identity-2"}$/),
    ],
  ]);
});

test('an invalid entry is not used', async () => {
  const { ask, storage, identities } = open();
  const person = await toLoginKey(POOL, google('ada', 1));
  for (const kept of ['text', 7, null, {}, { person }, { person, id: 7 }, { id: 'us-east-1:stolen' }]) {
    storage.set('personalize.identity', kept);
    await ask(google('ada', 1));
  }
  expect(identities()).toEqual(Array.from({ length: 7 }, (_, n) => `us-east-1:identity-${n + 1}`));
});

for (const message of [
  "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  "Identity 'us-east-1:identity-1' not found.",
]) {
  test(`a signed-in visitor gets a new identity after '${message}'`, async () => {
    const { ask, identities } = open(stale(message));
    await ask(google('ada', 1));
    await ask(google('ada', 1));
    await ask(google('ada', 1));
    expect(identities()).toEqual(
      ['identity-1', 'identity-1', 'identity-2', 'identity-2'].map((id) => `us-east-1:${id}`),
    );
  });
}
