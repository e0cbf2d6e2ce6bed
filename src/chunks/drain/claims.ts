/**
 * Guarantees that no row is lost on its way out of the outbox: a row is claimed before it is sent, and removed only
 * after an answer. A crash in between sends an event again with the same id. Part of the delivery chunk.
 *
 * A claim is a record beside the rows. Writing ten rows again for each request takes longer than everything else that
 * delays a backlog (`npm run drain`).
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, type Row, sameCall } from '../../core/event';
import { commit } from '../../outbox/commit';
import { type Claim, claimKeys, keysIn, type QueuedRow, type RowKey, toQueuedRow } from '../../outbox/rows';
import { claimsOf, erase, ifThere, put, unclaim } from './claim-store';
import { scan } from './scan';
import { CLAIM, isClaim, isNewer, isRow, olderClaim, ROW } from './shapes';

/**
 * Longer than a request can take (10 s), and short enough that the rows of a crashed page are sent in the same visit.
 */
const CLAIM_MS = 15_000 * TIMEOUT_SCALE;
/**
 * For a row that is sent while its page is left: as long as a request can take, because the page may not be there to
 * release the row.
 */
const LEAVING_MS = 10_000 * TIMEOUT_SCALE;
/** How many rows of other visitors and pages a claim reads at most, so that its transaction stays short. */
const SCAN = 500;
const PAGE = 50;
/** Many more than the pages that a visitor has open. */
const MAX_CLAIMS = 500;

export interface ClaimResult {
  taken: QueuedRow[];
  /** When the first claim of another page ends. */
  heldUntil?: EpochMs;
}

/** True for rows that must not be taken now. */
export type Skip = (row: Row) => boolean;

export interface Claims {
  /**
   * Adds a claim, valid from now, to rows that this page sends while it is left. It is stored together with the rows.
   */
  mark(rows: readonly QueuedRow[]): void;
  /**
   * Claims the oldest free rows of one call for this page, from all rows or from those after `after`. Removes the
   * settled rows in the same transaction.
   */
  take(most: number, skip: Skip, answered?: readonly QueuedRow[], after?: RowKey): Promise<ClaimResult>;
  /** Finds the same rows without a claim, for a store that can only be read: a full disk accepts no claim either. */
  peek(most: number, skip: Skip): Promise<ClaimResult>;
  /** Removes settled rows. */
  remove(rows: readonly QueuedRow[]): Promise<void>;
  /** Ends the claim on rows without an answer, so that any page can take them. */
  release(rows: readonly QueuedRow[]): Promise<void>;
  /** Writes the rows back as they were captured, where they still exist. */
  restore(rows: readonly QueuedRow[]): Promise<void>;
  /** Extends the claim, for work that takes more than one request. */
  renew(rows: readonly QueuedRow[]): Promise<void>;
}

/** Rows stored before keys had a destination. Those of this destination are moved to its key prefix. */
export interface OldRows {
  range(after?: IDBValidKey): IDBKeyRange;
  isOurs(row: Row): boolean;
}

export function createClaims(deps: {
  use: UseStore;
  destination: string;
  old: OldRows;
  owner: string;
  now: () => EpochMs;
  isVisible: () => boolean;
  /** Returns the row as it is sent; it is stored like that from then on. `undefined` gives it up. */
  prepareRow?: (row: Row) => Row | undefined;
  onCorrupt?: (value: unknown) => void;
}): Claims {
  const { use, destination, old, owner, now, isVisible, prepareRow = (row) => row } = deps;
  let count = 0;
  /** The key of the last old row that belongs to another destination. */
  let seen: IDBValidKey | undefined;

  /** Runs `fn` in one transaction, which is complete when the promise resolves. */
  const inTransaction = (mode: IDBTransactionMode, fn: (store: IDBObjectStore) => void): Promise<void> =>
    use(mode, (store) => {
      fn(store);
      return promisifyRequest(store.transaction);
    });

  function claim(rows: readonly QueuedRow[], ms: number): Claim {
    const keys = rows.map(({ key }) => `${key}`);
    const created: Claim = { v: 2, name: `${owner}/${++count}`, owner, until: now() + ms, rows: keys };
    for (const queued of rows) queued.claim = created;
    return created;
  }

  async function findRows(
    mode: IDBTransactionMode,
    most: number,
    skip: Skip,
    answered: readonly QueuedRow[] = [],
    from?: RowKey,
  ): Promise<ClaimResult> {
    const found: ClaimResult = { taken: [] };
    const { taken } = found;
    const held = new Map<string, EpochMs>();
    await inTransaction(mode, (store) => {
      const remove = (key: IDBValidKey) => mode === 'readwrite' && store.delete(key);

      /**
       * A value of a newer version is kept for that version. Any other invalid value is removed, because it would block
       * the queue for ever.
       */
      function discardInvalid(value: unknown, key: IDBValidKey, version: number): void {
        if (!isNewer(value, version) && remove(key)) deps.onCorrupt?.(value);
      }

      function readClaim(value: unknown, key: IDBValidKey): void {
        if (!isClaim(value)) return discardInvalid(value, key, CLAIM);
        // A claim that ends later than any claim can last was written by a clock that has been set back since.
        if (value.until <= now() || value.until > now() + CLAIM_MS) return void remove(key);
        if (value.owner !== owner) for (const row of value.rows) held.set(row, value.until);
      }

      function isHeld(row: Row, key: IDBValidKey): boolean {
        const until = held.get(`${key}`) ?? olderClaim(row, now());
        if (until) found.heldUntil = Math.min(until, found.heldUntil ?? until);
        return !!until;
      }

      function takeRow(row: unknown, key: IDBValidKey): void {
        if (taken.length === most) return;
        if (!isRow(row)) return discardInvalid(row, key, ROW);
        if (skip(row)) return;
        if (isHeld(row, key)) return;
        if (taken[0] && !sameCall(taken[0].row, row)) return;
        const ready = prepareRow(row);
        if (!ready) return void remove(key);
        if (mode === 'readwrite' && ready !== row) store.put(ready, key);
        taken.push({ key: key as RowKey, row: ready, was: row, claim: null });
      }

      function moveOldRow(row: unknown, key: IDBValidKey): void {
        if (!isRow(row)) return discardInvalid(row, key, ROW);
        if (!old.isOurs(row)) {
          // While another page has claimed old rows, they are read again next time: they may still have to be moved.
          if (!found.heldUntil) seen = key;
          return;
        }
        if (isHeld(row, key)) return;
        if (mode === 'readonly') return takeRow(row, key);
        store.put(row, toQueuedRow(row, destination).key);
        store.delete(key);
      }

      /** Runs first, so that moved rows are found under their new key. */
      function moveOldRows(after?: IDBValidKey): void {
        scan(store, old.range(after), SCAN, moveOldRow, (last) =>
          last ? moveOldRows(last) : readRows(most),
        );
      }

      let remaining = SCAN;
      function readRows(size: number, after?: IDBValidKey): void {
        scan(store, keysIn(destination, after), size, takeRow, (last) => {
          remaining -= size;
          if (last && taken.length < most && remaining > 0) return readRows(PAGE, last);
          if (mode === 'readwrite' && taken.length) put(store, claim(taken, CLAIM_MS));
          commit(store);
        });
      }

      erase(store, answered);
      scan(store, claimKeys(), MAX_CLAIMS, readClaim);
      if (from) readRows(most, from);
      else moveOldRows(seen);
    });
    return found;
  }

  return {
    mark: (rows) => void claim(rows, LEAVING_MS),
    take: (most, skip, answered, after) => findRows('readwrite', most, skip, answered, after),
    peek: (most, skip) => findRows('readonly', most, skip),

    remove: (rows) =>
      inTransaction('readwrite', (store) => {
        erase(store, rows);
        commit(store);
      }),

    release: (rows) =>
      inTransaction('readwrite', (store) => {
        for (const rest of unclaim(store, rows)) put(store, rest);
        commit(store);
      }),

    restore: (rows) =>
      inTransaction('readwrite', (store) => {
        for (const { key, row } of rows) ifThere(store, key, () => store.put(row, key));
      }),

    /**
     * The rows of a claim that no longer exists may belong to another page. A hidden page may be frozen between the
     * read and the write.
     */
    async renew(rows) {
      if (!isVisible()) return;
      await inTransaction('readwrite', (store) => {
        for (const each of claimsOf(rows))
          ifThere(store, each.name, () => put(store, Object.assign(each, { until: now() + CLAIM_MS })));
      });
    },
  };
}
