/**
 * Implements Cognito identity pools with the enhanced flow: GetId, then GetCredentialsForIdentity.
 *
 * Any login is accepted until its token expires. Cognito answers every error of the caller with 400, also where other
 * services answer 403 or 404.
 */
import { createHash } from 'node:crypto';
import { issueCredentials } from './credentials.js';
import { identityPools, region } from './known.js';
import { refusal } from './refusal.js';
import { map, string, structure } from './shape.js';

/** @template Input
 * @typedef {import('./operations.js').Call<Input>} Call */
/** @typedef {Record<string, string>} Logins */

const idShape = string({ min: 1, max: 55, pattern: '[\\w-]+:[0-9a-f-]+' });
const loginsShape = map(string({ min: 1, max: 128 }), string({ min: 1, max: 50_000, sensitive: true }), {
  max: 10,
});

export const getIdShape = structure(
  { IdentityPoolId: idShape, AccountId: string({ min: 1, max: 15, pattern: '\\d+' }), Logins: loginsShape },
  ['IdentityPoolId'],
);
export const getCredentialsShape = structure(
  { IdentityId: idShape, Logins: loginsShape, CustomRoleArn: string({ min: 20, max: 2048 }) },
  ['IdentityId'],
);
export const getOpenIdTokenShape = structure({ IdentityId: idShape, Logins: loginsShape }, ['IdentityId']);

const loginsRefused =
  "Logins don't match. Please include at least one valid login for this identity or identity pool.";
const guestsRefused = 'Unauthenticated access is not supported for this identity pool.';

/** @param {Call<{ IdentityPoolId: string, Logins?: Logins }>} call */
export const getId = ({ input, state, now }) => {
  const poolId = input.IdentityPoolId;
  const pools = new Map(Object.entries(identityPools));
  const pool = pools.get(poolId);
  if (pool === undefined)
    throw refusal('ResourceNotFoundException', `IdentityPool '${poolId}' not found.`, 400);
  const login = loginOf(input.Logins, now);
  if (login === undefined) {
    if (!pool.guests) throw refusal('NotAuthorizedException', guestsRefused);
    const identityId = `${region}:${state.uuid()}`;
    state.identities.set(identityId, { poolId });
    return { IdentityId: identityId };
  }
  const identityId = identityOfLogin(poolId, login);
  state.identities.set(identityId, { poolId, login });
  return { IdentityId: identityId };
};

/** @param {Call<{ IdentityId: string, Logins?: Logins }>} call */
export const getCredentialsForIdentity = ({ input, state, now }) => {
  identityFor(input, state, now);
  const { keyId, secretKey, sessionToken, expiration } = issueCredentials(state, input.IdentityId, now);
  return {
    IdentityId: input.IdentityId,
    Credentials: {
      AccessKeyId: keyId,
      SecretKey: secretKey,
      SessionToken: sessionToken,
      Expiration: expiration / 1000,
    },
  };
};

/**
 * The token has the format of a real one but cannot be exchanged for credentials, because there is no STS.
 * @param {Call<{ IdentityId: string, Logins?: Logins }>} call
 */
export const getOpenIdToken = ({ input, state, now }) => {
  const { poolId } = identityFor(input, state, now);
  const issuedAt = Math.floor(now / 1000);
  const claims = { sub: input.IdentityId, aud: poolId, iat: issuedAt, exp: issuedAt + 600 };
  const parts = [{ alg: 'none', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part)));
  return { IdentityId: input.IdentityId, Token: `${parts.join('.')}.` };
};

/**
 * Returns the identity if the caller may use it. A guest identity that is used with a login belongs to that login from
 * then on.
 * @param {{ IdentityId: string, Logins?: Logins }} input
 * @param {import('./state.js').State} state
 * @param {number} now
 */
const identityFor = ({ IdentityId, Logins }, state, now) => {
  const identity = state.identities.get(IdentityId);
  if (identity === undefined) {
    throw refusal('ResourceNotFoundException', `Identity '${IdentityId}' not found.`, 400);
  }
  const login = loginOf(Logins, now);
  if (identity.login !== undefined && identity.login !== login) {
    if (login !== undefined) throw refusal('NotAuthorizedException', loginsRefused);
    throw refusal('NotAuthorizedException', `Access to Identity '${IdentityId}' is forbidden.`);
  }
  if (login !== undefined) identity.login = login;
  return identity;
};

/**
 * Provider and subject of the first login. They are the same for each JWT of one person.
 * @param {Logins | undefined} logins
 * @param {number} now
 */
const loginOf = (logins, now) => {
  const entries = Object.entries(logins ?? {}).sort();
  for (const [, token] of entries) {
    const { exp } = claimsOf(token);
    const seconds = Math.floor(now / 1000);
    if (typeof exp === 'number' && exp <= seconds) {
      throw refusal('NotAuthorizedException', `Invalid login token. Token expired: ${seconds} >= ${exp}`);
    }
  }
  const [first] = entries;
  if (first === undefined) return undefined;
  const [provider, token] = first;
  // A token that is not a JWT identifies the person itself.
  return `${provider} ${claimsOf(token).sub ?? token}`;
};

/**
 * @param {string} token
 * @returns {{ sub?: unknown, exp?: unknown }} empty if the token is not a JWT
 */
const claimsOf = (token) => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) ?? {};
  } catch {
    return {};
  }
};

/**
 * @param {string} poolId
 * @param {string} login
 */
const identityOfLogin = (poolId, login) => {
  const hex = createHash('sha256').update(`${poolId} ${login}`).digest('hex');
  return `${region}:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')}`;
};

/** @param {string} text */
const base64url = (text) => Buffer.from(text).toString('base64url');
