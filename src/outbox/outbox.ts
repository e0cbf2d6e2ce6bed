/**
 * What must not be lost: unsent events in IndexedDB, one row an event.
 *
 * Stored means that the transaction is complete: after that, killing the browser loses nothing (three engines, 14
 * runs), while a request's `success` can still be undone. How rows leave again is in `claims`, which comes with the
 * delivery chunk: a page that has nothing to send does not carry it.
 */

import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Journal } from './journal';
import type { Claim, Waiting } from './rows';

/** A higher version of a database hangs while an old page has it open: another shape gets another name. */
const DATABASE = 'personalize-1';

export interface Outbox {
  /** The object store, for `claims`. */
  use: UseStore;
  /** Resolves when the rows are stored; with a claim, they are this page's to send at once. */
  add(rows: readonly Waiting[], claim?: Claim): Promise<void>;
  count(): Promise<number>;
  /** Empties it. */
  clear(): void;
  /** The page may be gone after this task: what is not yet known to be stored goes into the journal. */
  leave(): void;
}

export function createOutbox(journal: Journal): Outbox {
  const use = createStore(DATABASE, 'outbox');
  const unconfirmed = new Set<Waiting>();

  // Async, since where there is no IndexedDB `use` throws at once.
  async function add(given: readonly Waiting[], claim?: Claim): Promise<void> {
    const rows = claim ? given.map(({ key, row }): Waiting => ({ key, row: { ...row, claim } })) : given;
    for (const each of rows) unconfirmed.add(each);
    try {
      await use('readwrite', (store) => {
        for (const { key, row } of rows) store.put(row, key);
        const done = promisifyRequest(store.transaction);
        // Without it, a page that is left for another site loses the write in Chromium and Firefox.
        store.transaction.commit?.();
        return done;
      });
    } finally {
      for (const each of rows) unconfirmed.delete(each);
    }
    journal.remove(rows);
  }

  const left = journal.read();
  const imported = left.length ? add(left).catch(() => {}) : undefined;

  return {
    use,
    add,
    async count() {
      await imported;
      return use('readonly', (store) => promisifyRequest(store.count()));
    },
    clear: () => void use('readwrite', async (store) => store.clear()).catch(() => {}),
    leave() {
      if (unconfirmed.size) journal.add([...unconfirmed]);
    },
  };
}
