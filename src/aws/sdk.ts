/** What every client of the SDK gets here, whichever service it speaks to. */

import { Sha256Js } from '@smithy/core/checksum';
import type { FetchHandler } from './fetch-handler';

export const shared = (requestHandler: FetchHandler) => ({
  requestHandler,
  /** WebCrypto answers in a task, and a page that is being left has none: its last request would never be signed. */
  sha256: Sha256Js,
  /** The flusher owns the retry: it survives the page, the SDK's does not. */
  maxAttempts: 1,
});
