/** Asks for the credentials of a source: the page for its own, the identity pool for the others. */

import type { Config } from '../../api/config';
import type { SiteStorage } from '../../browser/site-storage';
import type { Credentials } from './aws-credentials';
import { callPageFunction } from './call-page-function';
import type { Clock } from './clock';
import type { CredentialSource } from './credential-source';
import type { FetchHandler } from './fetch-handler';
import { askIdentityPool } from './identity-pool';
import type { Kept } from './kept-credentials';

export async function askForCredentials(
  { from, signedIn }: CredentialSource,
  deps: { config: Config; storage: SiteStorage; clock: Clock; requestHandler: FetchHandler },
): Promise<Kept> {
  const { config } = deps;
  const own = config.credentials;
  const given = own
    ? await callPageFunction(async () => toCredentials(await own()), 'option credentials')
    : await askIdentityPool(config, deps.requestHandler, deps.storage, signedIn);
  // Credentials from the page tell nothing about the time.
  if (!own) deps.clock.trust();
  return { ...given, from };
}

/** Parses the credentials of the page, which may be anything. */
function toCredentials(given: unknown): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = (given ?? {}) as Record<string, unknown>;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    throw new Error('accessKeyId or secretAccessKey is missing');
  }
  const until = new Date(expiration as string).getTime();
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: sessionToken as string | undefined,
    expiration: expiration == null || Number.isNaN(until) ? undefined : until,
  };
}
