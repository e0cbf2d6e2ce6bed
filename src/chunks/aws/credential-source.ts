/** Finds out whose credentials are needed now: those that the page gives, a guest's, or those of a signed-in visitor. */

import type { Config } from '../../api/config';
import type { UserId } from '../../core/event';
import { callPageFunction } from './call-page-function';
import { toLoginKey } from './login-key';

export interface CredentialSource {
  /** Identifies the source. Each signed-in visitor is a source of its own. */
  from: string;
  /** Identifies a request. Only one request with the same text is in flight. */
  question: string;
  signedIn?: { logins: Record<string, string>; person: string };
}

/** `guest` is the source of guest credentials. */
export async function findSource(
  config: Config,
  currentUser: () => UserId | undefined,
  guest: string,
): Promise<CredentialSource> {
  const user = currentUser();
  if (config.credentials) {
    const from = `credentials of ${user}`;
    return { from, question: from };
  }
  const { logins: given, identityPoolId } = config;
  const logins = typeof given === 'function' ? await callPageFunction(given, 'option logins') : given;
  // The user has changed meanwhile: these logins belong to the previous one.
  if (user !== currentUser()) return findSource(config, currentUser, guest);
  if (!logins || !Object.keys(logins).length) return { from: guest, question: guest };
  const person = await toLoginKey(identityPoolId, logins);
  const from = JSON.stringify([person, user]);
  // Another token makes another request, which may have another result.
  return { from, question: from + JSON.stringify(logins), signedIn: { logins, person } };
}
