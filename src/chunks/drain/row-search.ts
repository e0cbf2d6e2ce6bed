/** Decides about each value that a search for rows reads: taken, moved, removed, or left for another page or version. */

import { type EpochMs, type Row, sameCall } from '../../core/event';
import type { DeliveryParts } from '../../delivery/transport';
import { type QueuedRow, type RowKey, toQueuedRow } from '../../outbox/rows';
import type { ClaimingPage } from './claim-store';
import { readHeldRows } from './held-rows';
import type { OldRows } from './old-rows';
import { isNewer, isRow, olderClaim, ROW } from './shapes';

export interface ClaimResult {
  taken: QueuedRow[];
  /** When the first claim of another page ends. */
  heldUntil?: EpochMs;
}

/** True for rows that must not be taken now. */
export type Skip = (row: Row) => boolean;

export interface SearchDeps {
  outbox: Pick<DeliveryParts['outbox'], 'use' | 'destination'>;
  old: OldRows;
  page: ClaimingPage;
  /** Returns the row as it is sent; it is stored like that from then on. `undefined` gives it up. */
  prepareRow?: ((row: Row) => Row | undefined) | undefined;
  onCorrupt?: (value: unknown) => void;
}

/** Reads the claims in the store, then decides about the values that are read after them, and adds rows to `found`. */
export function createRowSearch(
  store: IDBObjectStore,
  /** False where the store can only be read: then nothing is moved, changed or removed. */
  canWrite: boolean,
  found: ClaimResult,
  most: number,
  skip: Skip,
  { outbox, page, prepareRow = (row) => row, onCorrupt }: SearchDeps,
) {
  const { taken } = found;
  const remove = (key: IDBValidKey) => canWrite && store.delete(key);

  /**
   * A value of a newer version is kept for that version. Any other invalid value is removed, because it would block the
   * queue for ever.
   */
  function discardInvalid(value: unknown, key: IDBValidKey, version: number): void {
    if (!isNewer(value, version) && remove(key)) onCorrupt?.(value);
  }

  const held = readHeldRows(store, page, remove, discardInvalid);

  function isHeld(row: Row, key: IDBValidKey): boolean {
    const until = held.get(`${key}`) ?? olderClaim(row, page.now());
    if (until) found.heldUntil = Math.min(until, found.heldUntil ?? until);
    return !!until;
  }

  function takeRow(row: unknown, key: IDBValidKey): void {
    if (taken.length === most) return;
    if (!isRow(row)) return discardInvalid(row, key, ROW);
    if (skip(row)) return;
    if (isHeld(row, key)) return;
    const first = taken.length ? taken[0] : undefined;
    if (first && !sameCall(first.row, row)) return;
    const ready = prepareRow(row);
    if (!ready) return void remove(key);
    if (canWrite && ready !== row) store.put(ready, key);
    taken.push({ key: key as RowKey, row: ready, was: row, claim: null });
  }

  function moveOldRow(row: unknown, key: IDBValidKey): void {
    if (!isRow(row)) return discardInvalid(row, key, ROW);
    if (isHeld(row, key)) return;
    if (!canWrite) return takeRow(row, key);
    store.put(row, toQueuedRow(row, outbox.destination).key);
    store.delete(key);
  }

  return { takeRow, moveOldRow };
}
