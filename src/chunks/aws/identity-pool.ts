/**
 * Credentials from the identity pool, by the SDK's own provider.
 *
 * That provider keeps a stale identity id in its closure for the life of the page, so each question has a new one; the
 * id itself is remembered by us, since its own IndexedDB store can hang.
 */

import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

const KEY = 'personalize.identity';

export async function askIdentityPool(
  config: Config,
  requestHandler: FetchHandler,
  storage: SiteStorage,
  /** Of a signed-in visitor, and who that is. */
  signedIn?: { logins: Record<string, string>; person: string },
): Promise<Credentials> {
  let usedKey = '';
  const person = signedIn?.person;
  // One place for all who sign in on this device: what one of them leaves there is none of the next one's.
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
    // The provider drops the identity after every failure, and GetId takes 25 calls a second of a whole account.
    removeItem() {},
  };
  const ask = () =>
    fromCognitoIdentityPool({
      identityPoolId: config.identityPoolId,
      cache,
      // Without an identifier the provider asks for the identity of a signed-in visitor each time.
      ...(signedIn ? { logins: signedIn.logins, userIdentifier: signedIn.person } : {}),
      clientConfig: {
        ...shared(requestHandler),
        // The pool's region, which may differ from that of Personalize.
        region: config.identityPoolId.split(':')[0] as string,
        ...(config.endpoint.cognito ? { endpoint: config.endpoint.cognito } : {}),
      },
    })();
  const given = await ask().catch((error) => {
    // Deleted, no guest's any more, or another person's: one more ask begins anew.
    if (!isStaleIdentity(error)) throw error;
    write(usedKey);
    return ask();
  });
  return { ...given, expiration: given.expiration?.getTime() };
}

const isStaleIdentity = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Identity '.*' not found|Access to Identity '.*' is forbidden|Logins don't match)/.test(error.message);
