/**
 * Rows for other destinations wait for a page with that configuration. Where none comes any more, as after a mistyped
 * tracking id, they are given up when they are too old.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { EpochMs, Row } from '../event';

export const expireOrphans = (
  use: UseStore,
  ownPlace: string,
  /** Rows that were captured before that time are too old. */
  oldest: EpochMs,
  onExpired: (row: Row) => void,
): Promise<unknown> =>
  use('readwrite', (store) => {
    function expire(range: IDBKeyRange): void {
      const rows = store.getAll(range);
      rows.onsuccess = () => rows.result.forEach(onExpired);
      store.delete(range);
    }

    expire(IDBKeyRange.bound([0], [oldest]));
    // One key of each place: behind those without a place.
    const cursors = store.openKeyCursor(IDBKeyRange.lowerBound(['']));
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) return;
      const [place] = cursor.key as [string];
      if (place !== ownPlace) expire(IDBKeyRange.bound([place, 0], [place, oldest]));
      // Behind all keys of this place. A stranger's may be there already, or further.
      const next = [place, []];
      if (indexedDB.cmp(cursor.key, next) < 0) cursor.continue(next);
      else cursor.continue();
    };
    return promisifyRequest(store.transaction);
  });
