/** Credentials of a guest: the identity is remembered, and another one is asked for only when it is stale. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFetchHandler } from '../../src/aws/fetch-handler';
import { askIdentityPool } from '../../src/aws/identity-pool';
import { parseOptions } from '../../src/config';
import type { Endpoints } from '../../src/options';
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
  const ask = (logins?: Record<string, string>) =>
    askIdentityPool(
      { ...config, endpoint },
      createFetchHandler(() => {}, {}),
      storage,
      logins,
    );
  /** The identities that credentials were asked for, one after the other. */
  const identities = () => aws.named('GetCredentialsForIdentity').map(({ body }) => body.IdentityId);
  return { aws, storage, ask, identities };
}

const stale = (message: string) => (call: Call, nth: number) =>
  call.name === 'GetCredentialsForIdentity' && nth === 1
    ? failing('ResourceNotFoundException', 400, message)
    : undefined;

test('what is given is the key with its end as a time', async () => {
  const { ask } = open();
  const given = await ask();
  expect(given).toMatchObject({ accessKeyId: 'AKID1', secretAccessKey: 'secret', sessionToken: 'token' });
  expect(given.expiration).toEqual(expect.any(Number));
});

test('credentials without an end have none', async () => {
  const { ask } = open(({ name }) =>
    name === 'GetCredentialsForIdentity'
      ? new Response(JSON.stringify({ Credentials: { AccessKeyId: 'AKID', SecretKey: 'secret' } }))
      : undefined,
  );
  expect(await ask()).toMatchObject({ accessKeyId: 'AKID', expiration: undefined });
});

test('the identity is asked for once', async () => {
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
  test(`a stale identity is forgotten and another one asked for (${message.slice(0, 10)}…)`, async () => {
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

test('a stored identity that is no text is not used', async () => {
  const { aws, ask, storage, identities } = open();
  await ask();
  for (const key of storage.texts.keys()) storage.texts.set(key, '{"id":7}');
  await ask();
  expect(aws.named('GetId').length).toBe(2);
  expect(identities()[1]).toBe('us-east-1:identity-2');
});

test('logins go with each question, and a guest sends none', async () => {
  const { aws, ask } = open();
  await ask({ 'accounts.google.com': 'one' });
  expect(aws.calls.map(({ body }) => body.Logins)).toEqual(Array(2).fill({ 'accounts.google.com': 'one' }));
  aws.calls.length = 0;
  await ask();
  expect(aws.calls.map(({ body }) => 'Logins' in body)).toEqual([false, false]);
});

test('it is asked in the region of the pool, or at the endpoint that is given', async () => {
  const regional = open();
  await regional.ask();
  expect(regional.aws.calls.map(({ url }) => url)).toEqual(
    Array(2).fill('https://cognito-identity.eu-west-1.amazonaws.com/'),
  );
  const own = open(undefined, { cognito: 'https://proxy.example/' });
  await own.ask();
  expect(own.aws.calls.map(({ url }) => url)).toEqual(Array(2).fill('https://proxy.example/'));
});
