/** What all pages of a site know of a service that is not to be disturbed: it survives a reload. */

import type { SiteStorage } from '../browser/site-storage';

export interface Patience {
  failures: number;
  until: number;
  /** The service said so itself, or only a person can help: being shown again is no reason to ask earlier. */
  firm?: boolean;
}

export interface PatienceStore {
  get(): Patience | undefined;
  set(patience: Patience | undefined): void;
}

const KEY = 'personalize.patience';

/** A tag that has been set up anew owes nothing to what the old one met with. */
export function createPatience(storage: SiteStorage, setUp: string): PatienceStore {
  return {
    get() {
      const kept = storage.get(KEY) as (Patience & { of: string }) | null;
      // What is no time and no count would be waits of no time, for ever.
      return kept?.of === setUp &&
        Number.isFinite(kept.until) &&
        Number.isSafeInteger(kept.failures) &&
        kept.failures >= 0
        ? kept
        : undefined;
    },
    set: (patience) => storage.set(KEY, patience && { ...patience, of: setUp }),
  };
}
