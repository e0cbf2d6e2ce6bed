/**
 * Credentials from the identity pool, by the SDK's own provider.
 *
 * That provider keeps a stale identity id in its closure for the life of the page, so each question has a new one; the
 * id itself is remembered by us, since its own IndexedDB store can hang.
 */

import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import { siteStorage } from '../browser/site-storage';
import type { Config } from '../config';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

export async function askIdentityPool(
  config: Config,
  requestHandler: FetchHandler,
  logins?: Record<string, string>,
): Promise<Credentials> {
  const ask = () =>
    fromCognitoIdentityPool({
      identityPoolId: config.identityPoolId,
      cache: identityCache,
      ...(logins ? { logins } : {}),
      clientConfig: {
        ...shared(requestHandler),
        // The pool's region, which may differ from that of Personalize.
        region: config.identityPoolId.split(':')[0] as string,
        ...(config.endpoint.cognito ? { endpoint: config.endpoint.cognito } : {}),
      },
    })();
  const given = await ask().catch((error) => {
    // A remembered identity may have been deleted. The provider has dropped it, so one more ask begins anew.
    if (!isStaleIdentity(error)) throw error;
    return ask();
  });
  return { ...given, expiration: given.expiration?.getTime() };
}

const identityCache = {
  getItem(key: string): string | null {
    const id = siteStorage.get(key);
    return typeof id === 'string' ? id : null;
  },
  setItem: siteStorage.set,
  removeItem: (key: string) => siteStorage.set(key, undefined),
};

const isStaleIdentity = (error: unknown): boolean =>
  error instanceof Error &&
  /^(Identity '.*' not found|Access to Identity '.*' is forbidden)/.test(error.message);
