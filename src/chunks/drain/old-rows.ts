/** Reads rows that were stored before keys had a destination. */

import type { Row } from '../../core/event';
import { SCAN, scan } from './scan';
import { isRow } from './shapes';

/** Rows stored before keys had a destination. Those of this destination are moved to its key prefix. */
export interface OldRows {
  range(after?: IDBValidKey): IDBKeyRange;
  isOurs(row: Row): boolean;
}

/**
 * Returns a function that calls `each` for every value but the old rows of other destinations, which it does not read
 * again next time, and then calls `end`.
 */
export function createOldRowReader({ range, isOurs }: OldRows) {
  /** The key of the last old row that belongs to another destination. */
  let seen: IDBValidKey | undefined;

  return function read(
    store: IDBObjectStore,
    found: { heldUntil?: number },
    each: (value: unknown, key: IDBValidKey) => void,
    end: () => void,
    after = seen,
  ): void {
    scan(
      store,
      range(after),
      SCAN,
      (value, key) => {
        if (!isRow(value) || isOurs(value)) each(value, key);
        // While another page has claimed old rows, they are read again next time: they may still have to be moved.
        else if (!found.heldUntil) seen = key;
      },
      (last) => (last ? read(store, found, each, end, last) : end()),
    );
  };
}
