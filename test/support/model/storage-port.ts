/** A tab's way to the one database and the one localStorage of its site, which fail and hang as the site's weather has it. */

import { createStore, type UseStore } from 'idb-keyval';
import type { SiteStorage } from '../../../src/browser/site-storage';
import { DATABASE } from '../../../src/outbox/outbox';
import type { Life } from './life';

export interface Faults {
  /** Chance that a use of the database is refused at once. */
  refused: number;
  /** Chance that a transaction is undone at its end, as on a full disk. */
  undone: number;
  /** Chance that a use is never answered. */
  silent: number;
}

export const SOUND: Faults = { refused: 0, undone: 0, silent: 0 };

export interface Disk {
  faults: Faults;
  /** When the database was last unwell. */
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
      // Committed already: it stands, whoever is there to hear of it.
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
          // After whatever it asked for has succeeded.
          if (mode === 'readwrite' && unwell(undone)) undoAtItsEnd(store);
          return result;
        });
        return life.answer(used);
      };
    },
    /** The page is gone, and with it what it had not committed. */
    drop(): void {
      for (const transaction of open) {
        // What it has committed may be on its way to the disk, or may not.
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
  // fake-indexeddb takes a commit for final before it has done what was asked; a disk may be full even so.
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
