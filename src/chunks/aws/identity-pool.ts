/**
 * Gets credentials from the identity pool with the SDK's own provider.
 *
 * That provider keeps a stale identity id in its closure for the life of the page, so each request uses a new provider.
 * The tag stores the id itself, because the provider's own IndexedDB store can hang.
 */

import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { Credentials } from './aws-credentials';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

const KEY = 'personalize.identity';

export async function askIdentityPool(
  config: Config,
  requestHandler: FetchHandler,
  storage: SiteStorage,
  /** The logins of a signed-in visitor, and a key for that person. */
  signedIn?: { logins: Record<string, string>; person: string },
): Promise<Credentials> {
  let usedKey = '';
  const person = signedIn?.person;
  // One entry for all who sign in on this device: the identity id of one person is not used for the next.
  const write = (key: string, id?: string) =>
    person ? storage.set(KEY, id && { person, id }) : storage.set(key, id);
  const cache = {
    getItem(key: string): string | null {
      usedKey = key;
      const kept = storage.get(person ? KEY : key) as { person?: unknown; id?: unknown } | null;
      const id = person ? kept?.person === person && kept.id : kept;
      return typeof id === 'string' ? id : null;
    },
    setItem: write,
    // The provider drops the identity after every failure, and the quota of GetId is 25 calls a second for a whole
    // account.
    removeItem() {},
  };
  const ask = () =>
    fromCognitoIdentityPool({
      identityPoolId: config.identityPoolId,
      cache,
      // Without an identifier the provider requests the identity of a signed-in visitor each time.
      ...(signedIn ? { logins: signedIn.logins, userIdentifier: signedIn.person } : {}),
      clientConfig: {
        ...shared(requestHandler),
        // The pool's region, which may differ from that of Personalize.
        region: config.identityPoolId.split(':')[0] as string,
        endpoint: config.endpoint.cognito as string,
      },
    })();
  const given = await ask().catch((error) => {
    // The identity was deleted, is no longer a guest's, or is another person's: its id is removed, and a second request
    // gets a new one.
    if (!isStaleIdentity(error)) throw error;
    write(usedKey);
    return ask();
  });
  return { ...given, expiration: given.expiration?.getTime() };
}

const isStaleIdentity = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Identity '.*' not found|Access to Identity '.*' is forbidden|Logins don't match)/.test(error.message);
