/**
 * Turns logins into a key for the person who has signed in. It is the same for each token of that person and reveals
 * nothing about them. The identity id is stored under this key, and no token is stored.
 */

import { Sha256Js } from '@smithy/core/checksum';

export async function toLoginKey(identityPoolId: string, logins: Record<string, string>): Promise<string> {
  const subjects = Object.entries(logins)
    .sort()
    .map(([provider, token]) => [provider, subjectOf(`${token}`)]);
  const hash = new Sha256Js();
  hash.update(JSON.stringify([identityPoolId, subjects]));
  const bytes = [...(await hash.digest())];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Cognito identifies a person by issuer and subject. A token that is no JWT is used whole. */
function subjectOf(token: string): unknown {
  try {
    const claims = atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const { iss, sub } = JSON.parse(claims);
    return typeof sub === 'string' && sub ? [iss, sub] : token;
  } catch {
    return token;
  }
}
