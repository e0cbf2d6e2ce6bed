/** Options that all clients of the SDK share, whichever service they call. */

import { Sha256Js } from '@smithy/core/checksum';
import type { Config } from '../../api/config';
import type { Credentials } from './aws-credentials';
import type { FetchHandler } from './fetch-handler';

export const shared = (requestHandler: FetchHandler) => ({
  requestHandler,
  /**
   * WebCrypto resolves in a later task. A page that is being left has none, so its last request would never be signed.
   */
  sha256: Sha256Js,
  /** The drainer retries: its retries survive the page, and those of the SDK do not. */
  maxAttempts: 1,
});

/** For clients that sign their requests. */
export const sharedSigned = (deps: {
  config: Config;
  requestHandler: FetchHandler;
  credentials: () => Promise<Credentials>;
}) => ({
  ...shared(deps.requestHandler),
  region: deps.config.region,
  // Already expired, so that the client asks each time and never uses credentials that were refused.
  credentials: async () => ({ ...(await deps.credentials()), expiration: new Date(0) }),
});
