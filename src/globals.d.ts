/** The one place where the global scope is described. */

import type { Personalize } from './personalize';

declare global {
  /** The version in package.json, written in by rollup. */
  const VERSION: string;

  interface Window {
    /** There from the snippet on; its commands have answers once the tag has loaded (`ready`). */
    personalize: Personalize & ((command: string, ...args: unknown[]) => unknown);
  }
}
