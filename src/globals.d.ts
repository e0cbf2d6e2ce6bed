/** Declares all globals that the source uses. */

import type { Personalize } from './api/personalize';

declare global {
  /** The version in package.json; rollup inserts it. */
  const VERSION: string;
  /**
   * Factor for the timeouts of requests and claims: 1 in every shipped file. The fault matrix builds with a smaller
   * factor, because it waits for many of these timeouts (test/faults/run.js).
   */
  const TIMEOUT_SCALE: number;

  interface Window {
    /** Defined by the snippet. Its commands return results once the tag has loaded (`ready`). */
    personalize: Personalize & ((command: string, ...args: unknown[]) => unknown);
  }
}
