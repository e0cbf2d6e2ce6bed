/**
 * A guest's credentials from the identity pool, kept in this page's memory until five minutes before they expire.
 *
 * The SDK's provider keeps a stale identity id in its closure for the life of the page, so a new one is made after
 * each failure; the id itself is remembered by us, since its own IndexedDB store can hang.
 */

import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import { siteStorage } from '../browser/site-storage';
import type { Config } from '../config';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

type Provider = ReturnType<typeof fromCognitoIdentityPool>;
export type GuestCredentials = Awaited<ReturnType<Provider>>;

const RENEW_EARLY_MS = 5 * 60_000;

export function createCredentials(config: Config, requestHandler: FetchHandler) {
  let kept: GuestCredentials | undefined;
  let asking: Promise<GuestCredentials> | undefined;

  const provider = (): Provider =>
    fromCognitoIdentityPool({
      identityPoolId: config.identityPoolId,
      cache: identityCache,
      clientConfig: {
        ...shared(requestHandler),
        // The pool's region, which may differ from that of Personalize.
        region: config.identityPoolId.split(':')[0] as string,
        ...(config.endpoint.cognito ? { endpoint: config.endpoint.cognito } : {}),
      },
    });

  const ask = async (): Promise<GuestCredentials> => {
    try {
      kept = await provider()();
    } catch (error) {
      // A remembered identity may have been deleted. The provider has dropped it, so one more ask begins anew.
      if (!isStaleIdentity(error)) throw error;
      kept = await provider()();
    }
    return kept;
  };

  return {
    provide(): Promise<GuestCredentials> {
      if (kept?.expiration && kept.expiration.getTime() - RENEW_EARLY_MS > Date.now())
        return Promise.resolve(kept);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    /** The same for the SDK, whose client would go on with what it got until it expires: it asks each time. */
    async provideAnew(): Promise<GuestCredentials> {
      return { ...(await this.provide()), expiration: new Date(0) };
    },
    forget(): void {
      kept = undefined;
    },
  };
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
