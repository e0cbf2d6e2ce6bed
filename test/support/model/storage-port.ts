/** A tab's access to the database and the localStorage of its site, with the faults of the site. */

import { createStore, type UseStore } from 'idb-keyval';
import type { SiteStorage } from '../../../src/browser/site-storage';
import { DATABASE } from '../../../src/outbox/outbox';
import type { Life } from './life';

export interface Faults {
  /** Chance that an operation of the database fails at once. */
  refused: number;
  /** Chance that a transaction is aborted at its end, as on a full disk. */
  undone: number;
  /** Chance that an operation is never answered. */
  silent: number;
}

export const SOUND: Faults = { refused: 0, undone: 0, silent: 0 };

export interface Disk {
  faults: Faults;
  /** The last time at which the database had a fault. */
  unwellAt: number;
}

export function createStoragePort(deps: {
  life: Life;
  disk: Disk;
  now: () => number;
  chance: (share: number) => boolean;
}) {
  const { life, disk, chance } = deps;
  const open = new Set<IDBTransaction>();
  const undo = (transaction: IDBTransaction) => {
    try {
      transaction.abort();
    } catch {
      // Already committed: it stays, even if the tab does not learn of it.
    }
  };
  const unwell = (share: number) => {
    const happens = chance(share);
    if (happens) disk.unwellAt = deps.now();
    return happens;
  };

  return {
    openDatabase(): UseStore {
      const use = createStore(DATABASE, 'outbox');
      return (mode, fn) => {
        if (!life.act()) return new Promise(() => {});
        const { refused, silent, undone } = disk.faults;
        if (unwell(refused)) return life.answer(Promise.reject(new Error('UnknownError')));
        if (unwell(silent)) return new Promise(() => {});
        const used = use(mode, (store) => {
          const { transaction } = store;
          if (life.state === 'dead') undo(transaction);
          open.add(transaction);
          for (const type of ['complete', 'abort'])
            transaction.addEventListener(type, () => {
              open.delete(transaction);
              life.act();
            });
          const result = fn(store);
          // After all its requests have succeeded.
          if (mode === 'readwrite' && unwell(undone)) undoAtItsEnd(store);
          return result;
        });
        return life.answer(used);
      };
    },
    /** The page is gone, with everything that it had not committed. */
    drop(): void {
      for (const transaction of open) {
        // A committed transaction may or may not reach the disk.
        if (chance(0.5)) Object.assign(transaction, { _state: 'active' });
        undo(transaction);
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

function undoAtItsEnd({ transaction }: IDBObjectStore): void {
  // fake-indexeddb treats a commit as final before the requests are done; a full disk can still abort it.
  Object.assign(transaction, { _state: 'active' });
  undoWhenIdle(transaction);
}

function undoWhenIdle(transaction: IDBTransaction): void {
  setImmediate(() => {
    const { _state, _requests } = transaction as unknown as { _state: string; _requests: unknown[] };
    if (_state === 'finished') return;
    Object.assign(transaction, { _state: 'active' });
    if (_requests.length) undoWhenIdle(transaction);
    else transaction.abort();
  });
}
