import { describe, expect, test } from 'vitest';
import {
  batchOf,
  callCognito,
  callSigned,
  closedPool,
  goodEvent,
  guestKey,
  guestPool,
  noon,
  withLocalAws,
} from './local-aws-client.js';

const unknownPool = 'us-east-1:10000000-0000-4000-8000-00000000000a';
const unknownIdentity = 'us-east-1:30000000-0000-4000-8000-000000000000';

test('a guest gets an identity, and with it credentials for one hour', () =>
  withLocalAws(async (aws) => {
    const id = await callCognito(aws, 'GetId', { IdentityPoolId: guestPool });
    expect(id.status).toBe(200);
    expect(id.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    const { IdentityId } = JSON.parse(id.body);
    expect(IdentityId).toMatch(/^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

    const reply = await callCognito(aws, 'GetCredentialsForIdentity', { IdentityId });
    // Cognito writes a float also where the seconds are whole.
    expect(reply.body).toContain(`"Expiration":${noon / 1000 + 3600}.0`);
    expect(JSON.parse(reply.body)).toEqual({
      IdentityId,
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretKey: expect.stringMatching(/^.{40}$/),
        SessionToken: expect.stringMatching(/^.{300,}$/),
        Expiration: noon / 1000 + 3600,
      },
    });
  }));

test('the long form of the target is accepted too', () =>
  withLocalAws(async (aws) => {
    const target = 'com.amazonaws.cognito.identity.model.AWSCognitoIdentityService.GetId';
    const headers = { 'x-amz-target': target };
    expect((await callCognito(aws, 'GetId', { IdentityPoolId: guestPool }, headers)).status).toBe(200);
  }));

test('each guest gets a new identity, and a login gets one identity, also in a pool without guests', () =>
  withLocalAws(async (aws) => {
    const idOf = async (pool: string, token?: string) => {
      const Logins = token === undefined ? undefined : { 'accounts.google.com': token };
      return JSON.parse((await callCognito(aws, 'GetId', { IdentityPoolId: pool, Logins })).body).IdentityId;
    };
    const jwt = (sub: string, at: number) =>
      ['{}', JSON.stringify({ sub, iat: at }), '']
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
    expect(await idOf(guestPool)).not.toBe(await idOf(guestPool));
    const ada = await idOf(closedPool, jwt('ada', 1));
    expect(await idOf(closedPool, jwt('ada', 2))).toBe(ada);
    expect(await idOf(closedPool, jwt('bob', 1))).not.toBe(ada);
    expect(await idOf(guestPool, jwt('ada', 1))).not.toBe(ada);
  }));

test('an identity that someone signed in with is closed to guests', () =>
  withLocalAws(async (aws) => {
    const { IdentityId } = JSON.parse((await callCognito(aws, 'GetId', { IdentityPoolId: guestPool })).body);
    const Logins = { 'accounts.google.com': 'token' };
    const signedIn = await callCognito(aws, 'GetCredentialsForIdentity', { IdentityId, Logins });
    expect(signedIn.status).toBe(200);
    const guest = await callCognito(aws, 'GetCredentialsForIdentity', { IdentityId });
    expect({ status: guest.status, body: JSON.parse(guest.body) }).toEqual({
      status: 400,
      body: { __type: 'NotAuthorizedException', message: `Access to Identity '${IdentityId}' is forbidden.` },
    });
  }));

test('an identity that someone signed in with is closed to others, and a token expires at its `exp`', () =>
  withLocalAws(async (aws) => {
    const login = (claims: object) => ({
      'accounts.google.com': `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`,
    });
    const exp = noon / 1000 + 1;
    const Logins = login({ sub: 'ada', exp });
    const { IdentityId } = JSON.parse(
      (await callCognito(aws, 'GetId', { IdentityPoolId: closedPool, Logins })).body,
    );
    const ask = async (claims: object) =>
      callCognito(aws, 'GetCredentialsForIdentity', { IdentityId, Logins: login(claims) });
    expect((await ask({ sub: 'ada', exp })).status).toBe(200);
    expect(await ask({ sub: 'bob', exp })).toMatchObject({
      status: 400,
      type: 'NotAuthorizedException',
      message:
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    });
    const message = `Invalid login token. Token expired: ${noon / 1000} >= ${noon / 1000}`;
    const ended = login({ sub: 'ada', exp: noon / 1000 });
    const expired = { status: 400, type: 'NotAuthorizedException', message };
    expect(await ask({ sub: 'ada', exp: noon / 1000 })).toMatchObject(expired);
    expect(await callCognito(aws, 'GetId', { IdentityPoolId: closedPool, Logins: ended })).toMatchObject(
      expired,
    );
  }));

test('an OpenID token is for this identity and valid for ten minutes', () =>
  withLocalAws(async (aws) => {
    const { IdentityId } = JSON.parse((await callCognito(aws, 'GetId', { IdentityPoolId: guestPool })).body);
    const { Token } = JSON.parse((await callCognito(aws, 'GetOpenIdToken', { IdentityId })).body);
    expect(JSON.parse(Buffer.from(Token.split('.')[1], 'base64url').toString())).toEqual({
      sub: IdentityId,
      aud: guestPool,
      iat: noon / 1000,
      exp: noon / 1000 + 600,
    });
  }));

test('a signature on a Cognito call is ignored', () =>
  withLocalAws(async (aws) => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x, SignedHeaders=y, Signature=z' };
    expect((await callCognito(aws, 'GetId', { IdentityPoolId: guestPool }, headers)).status).toBe(200);
  }));

describe('refuses', () => {
  const cases: [
    what: string,
    operation: string,
    input: unknown,
    status: number,
    type: string,
    message: string,
  ][] = [
    [
      'an unknown pool',
      'GetId',
      { IdentityPoolId: unknownPool },
      400,
      'ResourceNotFoundException',
      `IdentityPool '${unknownPool}' not found.`,
    ],
    [
      'a pool of another region',
      'GetId',
      { IdentityPoolId: guestPool.replace('us-east', 'eu-west') },
      400,
      'ResourceNotFoundException',
      'not found.',
    ],
    [
      'guests of the closed pool',
      'GetId',
      { IdentityPoolId: closedPool },
      400,
      'NotAuthorizedException',
      'Unauthenticated access is not supported for this identity pool.',
    ],
    [
      'a malformed pool',
      'GetId',
      { IdentityPoolId: 'pool' },
      400,
      'ValidationException',
      "1 validation error detected: Value 'pool' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+",
    ],
    [
      'no pool',
      'GetId',
      {},
      400,
      'ValidationException',
      "1 validation error detected: Value null at 'identityPoolId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a malformed account',
      'GetId',
      { IdentityPoolId: guestPool, AccountId: 'x' },
      400,
      'ValidationException',
      "'accountId'",
    ],
    [
      'eleven logins',
      'GetId',
      {
        IdentityPoolId: guestPool,
        Logins: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, 't'])),
      },
      400,
      'ValidationException',
      "'logins'",
    ],
    [
      'an empty login',
      'GetId',
      { IdentityPoolId: guestPool, Logins: { p: '' } },
      400,
      'ValidationException',
      'Map value',
    ],
    [
      'logins that are a list',
      'GetId',
      { IdentityPoolId: guestPool, Logins: ['p'] },
      400,
      'SerializationException',
      'Start of list',
    ],
    [
      'an unknown identity',
      'GetCredentialsForIdentity',
      { IdentityId: unknownIdentity },
      400,
      'ResourceNotFoundException',
      `Identity '${unknownIdentity}' not found.`,
    ],
    [
      'a malformed identity',
      'GetCredentialsForIdentity',
      { IdentityId: 'x y' },
      400,
      'ValidationException',
      "'identityId'",
    ],
    [
      'an unknown identity',
      'GetOpenIdToken',
      { IdentityId: unknownIdentity },
      400,
      'ResourceNotFoundException',
      `Identity '${unknownIdentity}' not found.`,
    ],
    ['a body that is not JSON', 'GetId', '{', 400, 'SerializationException', 'JSON'],
    ['an unknown operation', 'ListIdentities', {}, 404, 'UnknownOperationException', ''],
  ];
  for (const [what, operation, input, status, type, message] of cases) {
    test(`${operation}, ${what}: ${status} ${type}`, () =>
      withLocalAws(async (aws) => {
        const reply = await callCognito(aws, operation, input);
        expect({ status: reply.status, type: reply.type }).toEqual({ status, type });
        expect(reply.headers.get('x-amzn-errortype')).toBe(`${type}:`);
        expect(JSON.parse(reply.body)).toEqual({ __type: type, message: expect.stringContaining(message) });
        expect(aws.state.identities.size).toBe(0);
      }));
  }

  test('a wrong content type: 404 UnknownOperationException', () =>
    withLocalAws(async (aws) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await callCognito(aws, 'GetId', { IdentityPoolId: guestPool }, headers);
      expect({ status: reply.status, type: reply.type }).toEqual({
        status: 404,
        type: 'UnknownOperationException',
      });
    }));
});

describe('when ordered', () => {
  const order = (url: string, body: unknown) =>
    fetch(`${url}/_local/cognito`, { method: 'POST', body: JSON.stringify(body) });

  test('credentials are valid for a shorter time', () =>
    withLocalAws(async (aws, clock) => {
      expect((await order(aws.url, { credentialsLifetimeMs: 5000 })).status).toBe(200);
      const key = await guestKey(aws);
      const send = async () =>
        (await callSigned(aws, key, '/events', batchOf(goodEvent), { at: clock.now })).type;
      clock.now += 4000;
      expect(await send()).toBe(null);
      clock.now += 1000;
      expect(await send()).toBe('ExpiredTokenException');
    }));

  test('all credentials expire, and new ones are valid', () =>
    withLocalAws(async (aws) => {
      const key = await guestKey(aws);
      await order(aws.url, { expireCredentials: true });
      expect((await callSigned(aws, key, '/events', batchOf(goodEvent))).type).toBe('ExpiredTokenException');
      expect((await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent))).status).toBe(200);
    }));

  test('identities are deleted', () =>
    withLocalAws(async (aws) => {
      const { IdentityId } = JSON.parse(
        (await callCognito(aws, 'GetId', { IdentityPoolId: guestPool })).body,
      );
      await order(aws.url, { forgetIdentities: true });
      const reply = await callCognito(aws, 'GetCredentialsForIdentity', { IdentityId });
      expect(reply.message).toBe(`Identity '${IdentityId}' not found.`);
    }));

  for (const wrong of [{ expire: true }, { credentialsLifetimeMs: '5' }, { forgetIdentities: 1 }, [], 'x']) {
    test(`${JSON.stringify(wrong)} is refused with a message`, () =>
      withLocalAws(async (aws) => {
        const reply = await order(aws.url, wrong);
        expect(reply.status).toBe(400);
        expect((await reply.json()).message).toContain('credentialsLifetimeMs');
      }));
  }
});
