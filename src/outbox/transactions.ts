/** What the outbox does in a transaction. Each promise resolves when the transaction is complete. */

import { promisifyRequest } from 'idb-keyval';
import { commit } from '../browser/commit';
import type { EpochMs, Row } from '../core/event';
import { claimKeys, keysIn, type QueuedRow } from './rows';

/** Stores the rows, each with its claim if it has one. Calls `onStored` even if that takes longer than the store waits. */
export function writeRows(
  store: IDBObjectStore,
  rows: readonly QueuedRow[],
  onStored: () => void,
): Promise<void> {
  for (const { key, row, claim } of rows) {
    store.put(row, key);
    // Writes the claim again for each of its rows, 10 at most. A claim read from the journal is untrusted data.
    if (claim?.rows) store.put(claim, `${claim.name}`);
  }
  const done = promisifyRequest(store.transaction).then(onStored);
  commit(store);
  return done;
}

/**
 * Deletes the oldest rows of a destination, except rows that a page has claimed, until `isEnough` returns true. It gets
 * the number of rows before the first deletion.
 */
export function deleteOldest(
  store: IDBObjectStore,
  destination: string,
  isEnough: (counted: number) => boolean,
  onDeleted: (row: Row) => void,
): Promise<void> {
  const claims = store.getAll(claimKeys());
  const counted = store.count(keysIn(destination));
  const request = store.openCursor(keysIn(destination));
  request.onsuccess = () => {
    const cursor = request.result;
    // Asked for each row, because rows can have been sent and removed since the last count.
    if (isEnough(counted.result) || !cursor) return;
    if (!claims.result.flatMap((claim) => claim?.rows).includes(`${cursor.key}`)) {
      cursor.delete();
      onDeleted(cursor.value);
    }
    cursor.continue();
  };
  return promisifyRequest(store.transaction);
}

/** The number of rows of a destination, and of those without one (`old`). */
export async function countRows(
  store: IDBObjectStore,
  destination: string,
  old: IDBKeyRange,
): Promise<number> {
  const own = store.count(keysIn(destination));
  const withoutDestination = store.count(old);
  commit(store);
  await promisifyRequest(store.transaction);
  return own.result + withoutDestination.result;
}

/** Deletes the rows of a destination captured before that time; if it is `Infinity`, everything in the store. */
export function deleteBefore(store: IDBObjectStore, destination: string, before: EpochMs): void {
  // The range has array keys only. Claims have string keys and are kept, because they can name newer rows.
  if (before < Infinity) store.delete(IDBKeyRange.bound([destination], [destination, before]));
  else store.clear();
}
