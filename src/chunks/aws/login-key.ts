/**
 * Who has signed in, as a text that is the same for each of a person's tokens and tells nothing of them: the identity id
 * is kept under it, and no token is.
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

/** Cognito knows a person by issuer and subject. Of a token that is no JWT nothing is known but itself. */
function subjectOf(token: string): unknown {
  try {
    const claims = atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const { iss, sub } = JSON.parse(claims);
    return typeof sub === 'string' && sub ? [iss, sub] : token;
  } catch {
    return token;
  }
}
