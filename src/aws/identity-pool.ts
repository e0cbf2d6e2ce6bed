/**
 * Credentials from the identity pool, by the SDK's own provider.
 *
 * That provider keeps a stale identity id in its closure for the life of the page, so each question has a new one; the
 * id itself is remembered by us, since its own IndexedDB store can hang.
 */

import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { SiteStorage } from '../browser/site-storage';
import type { Config } from '../config';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

export async function askIdentityPool(
  config: Config,
  requestHandler: FetchHandler,
  storage: SiteStorage,
  logins?: Record<string, string>,
): Promise<Credentials> {
  let usedKey = '';
  const cache = {
    getItem(key: string): string | null {
      usedKey = key;
      const id = storage.get(key);
      return typeof id === 'string' ? id : null;
    },
    setItem: storage.set,
    // The provider drops the identity after every failure, and GetId takes 25 calls a second of a whole account.
    removeItem() {},
  };
  const ask = () =>
    fromCognitoIdentityPool({
      identityPoolId: config.identityPoolId,
      cache,
      ...(logins ? { logins } : {}),
      clientConfig: {
        ...shared(requestHandler),
        // The pool's region, which may differ from that of Personalize.
        region: config.identityPoolId.split(':')[0] as string,
        ...(config.endpoint.cognito ? { endpoint: config.endpoint.cognito } : {}),
      },
    })();
  const given = await ask().catch((error) => {
    // Deleted, or no guest's any more: one more ask begins anew.
    if (!isStaleIdentity(error)) throw error;
    if (usedKey) storage.set(usedKey, undefined);
    return ask();
  });
  return { ...given, expiration: given.expiration?.getTime() };
}

const isStaleIdentity = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Identity '.*' not found|Access to Identity '.*' is forbidden)/.test(error.message);
