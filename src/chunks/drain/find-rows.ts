/** Finds the oldest free rows of one call in one transaction, and claims them there. */

import { commit } from '../../browser/commit';
import { type Claim, keysIn, type QueuedRow, type RowKey } from '../../outbox/rows';
import { erase, put } from './claim-store';
import { createOldRowReader } from './old-rows';
import { type ClaimResult, createRowSearch, type SearchDeps, type Skip } from './row-search';
import { SCAN, scan } from './scan';

const PAGE = 50;

export function createRowFinder(
  deps: SearchDeps,
  inTransaction: (mode: IDBTransactionMode, fn: (store: IDBObjectStore) => void) => Promise<void>,
  claim: (rows: readonly QueuedRow[]) => Claim,
) {
  const { destination } = deps.outbox;
  const readOldRows = createOldRowReader(deps.old);

  return async function findRows(
    mode: IDBTransactionMode,
    most: number,
    skip: Skip,
    answered: readonly QueuedRow[] = [],
    from?: RowKey,
  ): Promise<ClaimResult> {
    const found: ClaimResult = { taken: [] };
    const { taken } = found;
    const canWrite = mode === 'readwrite';
    await inTransaction(mode, (store) => {
      erase(store, answered);
      const { takeRow, moveOldRow } = createRowSearch(store, canWrite, found, most, skip, deps);

      let remaining = SCAN;
      function readRows(size: number, after?: IDBValidKey): void {
        scan(store, keysIn(destination, after), size, takeRow, (last) => {
          remaining -= size;
          if (last && taken.length < most && remaining > 0) return readRows(PAGE, last);
          if (canWrite && taken.length) put(store, claim(taken));
          commit(store);
        });
      }

      if (from) readRows(most, from);
      // First, so that moved rows are found under their new key.
      else readOldRows(store, found, moveOldRow, () => readRows(most));
    });
    return found;
  };
}
