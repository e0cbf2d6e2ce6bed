/**
 * Rows for other destinations wait for a page with that configuration. Where none comes any more, as after a mistyped
 * tracking id, they are given up when they are too old.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { EpochMs, Row } from '../../core/event';
import { scan } from './scan';

/** Of each place at once, so that the transaction stays short: what is behind them is a later page's. */
const MOST = 500;

export const expireOrphans = (
  use: UseStore,
  ownPlaces: readonly string[],
  /** No row that was captured after that time is looked at. */
  until: EpochMs,
  isTooOld: (row: Row) => boolean,
  onExpired: (row: Row) => void,
): Promise<unknown> =>
  use('readwrite', (store) => {
    const expire = (range: IDBKeyRange) =>
      scan<Row>(store, range, MOST, (row, key) => {
        if (!isTooOld(row)) return;
        store.delete(key);
        onExpired(row);
      });

    expire(IDBKeyRange.bound([0], [until]));
    // One key of each place: behind those without a place.
    const cursors = store.openKeyCursor(IDBKeyRange.lowerBound(['']));
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) return;
      const [destination] = cursor.key as [string];
      if (!ownPlaces.includes(destination)) expire(IDBKeyRange.bound([destination, 0], [destination, until]));
      // Behind all keys of this place. A stranger's may be there already, or further.
      const next = [destination, []];
      if (indexedDB.cmp(cursor.key, next) < 0) cursor.continue(next);
      else cursor.continue();
    };
    return promisifyRequest(store.transaction);
  });
