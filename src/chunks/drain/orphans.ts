/**
 * Gives up orphans: rows whose destination no page has any more. Rows of other destinations stay for a page with that
 * configuration. If there is no such page any more, for example after a mistyped tracking id, they are dropped when
 * they are too old.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { EpochMs, LooseRow, Row } from '../../core/event';
import { latestOf } from './prepare-row';
import { scan } from './scan';

/** Rows read per destination, so that the transaction stays short. A later page reads the rows after them. */
const MAX_ROWS = 500;

export const expireOrphans = (
  use: UseStore,
  ownDestinations: readonly string[],
  /** Rows captured before this time are too old. */
  limit: EpochMs,
  onExpired: (row: Row) => void,
): Promise<unknown> =>
  use('readwrite', (store) => {
    const expire = (range: IDBKeyRange) =>
      scan<Row>(store, range, MAX_ROWS, (row, key) => {
        // Its clock may have been behind. A value without a time is no row.
        if (latestOf(row as LooseRow) >= limit) return;
        store.delete(key);
        onExpired(row);
      });

    expire(IDBKeyRange.bound([0], [limit]));
    // Reads one key per destination. They come after the rows without a destination.
    const cursors = store.openKeyCursor(IDBKeyRange.lowerBound(['']));
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) return;
      const [destination] = cursor.key as [string];
      if (!ownDestinations.includes(destination))
        expire(IDBKeyRange.bound([destination, 0], [destination, limit]));
      // The position after all keys of this destination. A key that the tag did not write may be there already, or
      // further on.
      const next = [destination, []];
      if (indexedDB.cmp(cursor.key, next) < 0) cursor.continue(next);
      else cursor.continue();
    };
    return promisifyRequest(store.transaction);
  });
