/** Composes what belongs to one period of consent: page, stores, and the generation of the stored data. */

import type { UseStore } from 'idb-keyval';
import type { Stop } from './browser/listen';
import { hasStored, siteStorage } from './browser/local-storage';
import { uuid } from './browser/uuid';
import { log, setDebug, warn } from './browser/warn';
import { followGeneration, type Generation } from './consent/generation';
import { guardStores } from './consent/guarded-stores';
import type { Page } from './core/page';

export interface Lifetime {
  page: Page;
  /** The object store of the outbox. */
  use: UseStore;
  generation: Generation;
  /** Nothing is stored any more. */
  close: Stop;
  /** Aborts the requests, and nothing is begun. */
  withdraw(): void;
}

/** `onWithdrawn`: another tab has withdrawn consent. */
export function createLifetime(openStore: UseStore, onWithdrawn: () => void): Lifetime {
  const { storage, use, close } = guardStores(siteStorage, openStore);
  const abort = new AbortController();
  const page: Page = { scope: {}, owner: uuid(), now: Date.now, storage, warn, log, withdrawn: abort.signal };
  // With consent localStorage may be read.
  if (hasStored('personalize_debug')) setDebug(true);

  return {
    page,
    use,
    generation: followGeneration(storage, onWithdrawn),
    close,
    withdraw() {
      page.scope.ended = page.scope.forgotten = true;
      abort.abort();
    },
  };
}
