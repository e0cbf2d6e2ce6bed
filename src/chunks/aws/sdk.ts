/** What every client of the SDK gets here, whichever service it speaks to. */

import { Sha256Js } from '@smithy/core/checksum';
import type { Config } from '../../api/config';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';

export const shared = (requestHandler: FetchHandler) => ({
  requestHandler,
  /** WebCrypto answers in a task, and a page that is being left has none: its last request would never be signed. */
  sha256: Sha256Js,
  /** The flusher owns the retry: it survives the page, the SDK's does not. */
  maxAttempts: 1,
});

/** Of those whose requests are signed. */
export const sharedSigned = (deps: {
  config: Config;
  requestHandler: FetchHandler;
  credentials: () => Promise<Credentials>;
}) => ({
  ...shared(deps.requestHandler),
  region: deps.config.region,
  // Expired at once, so that the client asks each time and never goes on with what has been refused.
  credentials: async () => ({ ...(await deps.credentials()), expiration: new Date(0) }),
});
