/** Issues temporary credentials in the format of AWS: an ASIA key, a secret, a session token and an expiration. */
import { randomBytes } from 'node:crypto';

const keyLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * @param {import('./state.js').State} state
 * @param {string} identityId
 * @param {number} now epoch milliseconds
 * @returns {import('./state.js').Credentials}
 */
export const issueCredentials = (state, identityId, now) => {
  const letters = [...randomBytes(16)].map((byte) => keyLetters[byte % keyLetters.length]);
  const credentials = {
    keyId: `ASIA${letters.join('')}`,
    secretKey: randomBytes(30).toString('base64'),
    sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(400).toString('base64')}`,
    // The service rounds to whole seconds.
    expiration: Math.floor((now + state.credentialsLifetimeMs) / 1000) * 1000,
    identityId,
  };
  state.credentials.set(credentials.keyId, credentials);
  return credentials;
};

/**
 * Expires all credentials issued so far. Requests with them are answered with ExpiredTokenException.
 * @param {import('./state.js').State} state
 */
export const expireCredentials = (state) => {
  for (const credentials of state.credentials.values()) credentials.expiration = 0;
};
