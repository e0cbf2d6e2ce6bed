/**
 * Gives up orphans: rows whose destination no page has any more. Rows of other destinations stay for a page with that
 * configuration. If there is no such page any more, for example after a mistyped tracking id, they are dropped when
 * they are too old.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { EpochMs, Row } from '../../core/event';
import { scan } from './scan';

/** Rows read per destination, so that the transaction stays short. A later page reads the rows after them. */
const MAX_ROWS = 500;

export const expireOrphans = (
  use: UseStore,
  ownDestinations: readonly string[],
  /** Rows captured after this time are not read. */
  until: EpochMs,
  isTooOld: (row: Row) => boolean,
  onExpired: (row: Row) => void,
): Promise<unknown> =>
  use('readwrite', (store) => {
    const expire = (range: IDBKeyRange) =>
      scan<Row>(store, range, MAX_ROWS, (row, key) => {
        if (!isTooOld(row)) return;
        store.delete(key);
        onExpired(row);
      });

    expire(IDBKeyRange.bound([0], [until]));
    // Reads one key per destination. They come after the rows without a destination.
    const cursors = store.openKeyCursor(IDBKeyRange.lowerBound(['']));
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) return;
      const [destination] = cursor.key as [string];
      if (!ownDestinations.includes(destination))
        expire(IDBKeyRange.bound([destination, 0], [destination, until]));
      // The position after all keys of this destination. A key that the tag did not write may be there already, or
      // further on.
      const next = [destination, []];
      if (indexedDB.cmp(cursor.key, next) < 0) cursor.continue(next);
      else cursor.continue();
    };
    return promisifyRequest(store.transaction);
  });
