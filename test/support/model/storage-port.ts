/** A tab's access to the database and the localStorage of its site, with the faults of the site. */

import { createStore, type UseStore } from 'idb-keyval';
import type { SiteStorage } from '../../../src/browser/site-storage';
import { DATABASE } from '../../../src/outbox/outbox';
import type { Life } from './life';

export interface Faults {
  /** Chance that an operation of the database fails at once. */
  refused: number;
  /** Chance that a transaction is aborted at its end, as on a full disk. */
  aborted: number;
  /** Chance that an operation is never answered. */
  unanswered: number;
}

export const NO_DISK_FAULTS: Faults = { refused: 0, aborted: 0, unanswered: 0 };

export interface Disk {
  faults: Faults;
  /** The last time at which the database had a fault. */
  lastFaultAt: number;
}

export function createStoragePort(deps: {
  life: Life;
  disk: Disk;
  now: () => number;
  chance: (share: number) => boolean;
}) {
  const { life, disk, chance } = deps;
  const open = new Set<IDBTransaction>();
  const abort = (transaction: IDBTransaction) => {
    try {
      transaction.abort();
    } catch {
      // Already committed: the data stay, even if the tab gets no answer.
    }
  };
  const fails = (share: number) => {
    const happens = chance(share);
    if (happens) disk.lastFaultAt = deps.now();
    return happens;
  };

  return {
    openDatabase(): UseStore {
      const use = createStore(DATABASE, 'outbox');
      return (mode, fn) => {
        if (!life.act()) return new Promise(() => {});
        const { refused, unanswered, aborted } = disk.faults;
        if (fails(refused)) return life.answer(Promise.reject(new Error('UnknownError')));
        if (fails(unanswered)) return new Promise(() => {});
        const used = use(mode, (store) => {
          const { transaction } = store;
          if (life.state === 'dead') abort(transaction);
          open.add(transaction);
          for (const type of ['complete', 'abort'])
            transaction.addEventListener(type, () => {
              open.delete(transaction);
              life.act();
            });
          const result = fn(store);
          // After all its requests have succeeded.
          if (mode === 'readwrite' && fails(aborted)) abortAtEnd(store);
          return result;
        });
        return life.answer(used);
      };
    },
    /** The page has ended: transactions that were not committed are rolled back. */
    drop(): void {
      for (const transaction of open) {
        // A committed transaction may or may not reach the disk.
        if (chance(0.5)) Object.assign(transaction, { _state: 'active' });
        abort(transaction);
      }
    },
    toSiteStorage: (storage: SiteStorage): SiteStorage => ({
      get: storage.get,
      set(key, value) {
        if (!life.act()) return;
        storage.set(key, value);
        life.act();
      },
    }),
  };
}

function abortAtEnd({ transaction }: IDBObjectStore): void {
  // fake-indexeddb treats a commit as final before the requests are done; a full disk can still abort it.
  Object.assign(transaction, { _state: 'active' });
  abortWhenIdle(transaction);
}

function abortWhenIdle(transaction: IDBTransaction): void {
  setImmediate(() => {
    const { _state, _requests } = transaction as unknown as { _state: string; _requests: unknown[] };
    if (_state === 'finished') return;
    Object.assign(transaction, { _state: 'active' });
    if (_requests.length) abortWhenIdle(transaction);
    else transaction.abort();
  });
}
