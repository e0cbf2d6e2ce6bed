/** What the parts of the tag and its chunks know about the page they run in. */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs } from './event';
import type { Scope } from './scope';

export interface Page {
  /** Replaced by a new scope in `forget()`. */
  scope: Scope;
  /** Identifies this page in its claims. */
  owner: string;
  now: () => EpochMs;
  /** The tag's storage. A chunk with its own copy would have a separate in-memory fallback. */
  storage: SiteStorage;
  warn: (message: string) => void;
  /** Writes to the console in debug mode. */
  log: (...what: unknown[]) => void;
  /** Aborts when consent is withdrawn. An older tag has none. */
  withdrawn?: AbortSignal;
}
