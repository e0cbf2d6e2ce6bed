/**
 * What must not be lost: unsent events in IndexedDB, one row an event.
 *
 * Stored means that the transaction is complete: after that, killing the browser loses nothing (three engines, 14
 * runs), while a request's `success` can still be undone. How rows leave again is in `claims`, which comes with the
 * delivery chunk: a page that has nothing to send does not carry it.
 */

import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Claim, Waiting } from './rows';

/** A higher version of a database hangs while an old page has it open: another shape gets another name. */
const DATABASE = 'personalize-1';

export interface Outbox {
  /** The object store, for `claims`. */
  use: UseStore;
  /** Resolves when the rows are stored; with a claim, they are this page's to send at once. */
  add(rows: readonly Waiting[], claim?: Claim): Promise<void>;
  count(): Promise<number>;
}

export function createOutbox(): Outbox {
  const use = createStore(DATABASE, 'outbox');
  return {
    use,
    // Async, since where there is no IndexedDB `use` throws at once.
    add: async (rows, claim) =>
      use('readwrite', (store) => {
        for (const { key, row } of rows) store.put(claim ? { ...row, claim } : row, key);
        const done = promisifyRequest(store.transaction);
        // Without it, a page that is left for another site loses the write in Chromium and Firefox.
        store.transaction.commit?.();
        return done;
      }),
    count: async () => use('readonly', (store) => promisifyRequest(store.count())),
  };
}
