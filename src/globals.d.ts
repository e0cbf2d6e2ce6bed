/** The one place where the global scope is described. */

import type { Personalize } from './api/personalize';

declare global {
  /** The version in package.json, written in by rollup. */
  const VERSION: string;
  /**
   * 1 in all that is shipped. Requests and claims end in proportion to it; the fault matrix
   * builds with less, since it waits for the end of many of them (test/faults/run.js).
   */
  const TIMEOUT_SCALE: number;

  interface Window {
    /** There from the snippet on; its commands have answers once the tag has loaded (`ready`). */
    personalize: Personalize & ((command: string, ...args: unknown[]) => unknown);
  }
}
