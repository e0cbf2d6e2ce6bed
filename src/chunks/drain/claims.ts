/**
 * How rows leave the outbox: claimed before they are sent, removed only after an answer. A crash in between repeats an
 * event, with the same id, and never loses one. Part of the delivery chunk.
 *
 * A claim is a record beside the rows, since to write ten rows again for each request takes longer than all else that
 * a backlog has to wait for (`npm run drain`).
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, type Row, sameCall } from '../../core/event';
import { commit } from '../../outbox/commit';
import { type Claim, claimKeys, keysIn, type QueuedRow, type RowKey, toQueuedRow } from '../../outbox/rows';
import { claimsOf, erase, ifThere, put, unclaim } from './claim-store';
import { scan } from './scan';
import { CLAIM, isClaim, isNewer, isRow, olderClaim, ROW } from './shapes';

/** Longer than any request lives (10 s), short enough that a crashed page's rows go out in this visit. */
const CLAIM_MS = 15_000 * TIMEOUT_SCALE;
/** For a row that is sent while its page is left: as long as that request lives, since nobody may be there to release it. */
const LEAVING_MS = 10_000 * TIMEOUT_SCALE;
/** How far past other visitors' and other pages' rows a claim looks, so that its transaction stays short. */
const SCAN = 500;
const PAGE = 50;
/** Many more pages than a visitor has open. */
const MOST_CLAIMS = 500;

export interface ClaimResult {
  taken: QueuedRow[];
  /** When others' claims end. */
  heldUntil?: EpochMs;
}

/** True for rows that are not to be had now. */
export type Skip = (row: Row) => boolean;

export interface Claims {
  /** Marks what this page sends while it is left, from now, for whoever stores it. */
  mark(rows: readonly QueuedRow[]): void;
  /**
   * Takes the oldest free rows of one call for this page, of all or of those behind `after`; removes in the same
   * breath what has been answered for.
   */
  take(most: number, skip: Skip, answered?: readonly QueuedRow[], after?: RowKey): Promise<ClaimResult>;
  /** Looks only, for a store that can only be read: a disk that is full takes no claim either. */
  peek(most: number, skip: Skip): Promise<ClaimResult>;
  /** They have been answered for. */
  remove(rows: readonly QueuedRow[]): Promise<void>;
  /** They were not answered for, and whoever comes next may try. */
  release(rows: readonly QueuedRow[]): Promise<void>;
  /** Stand in the store again as they were captured, where they still do. */
  restore(rows: readonly QueuedRow[]): Promise<void>;
  /** From now again, for what takes more than one request. */
  renew(rows: readonly QueuedRow[]): Promise<void>;
}

/** Rows that were stored before there were places. Those of this destination are moved to its place. */
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
  /** The row as it is to be sent, which is how it stands in the store from then on; `undefined` gives it up. */
  prepareRow?: (row: Row) => Row | undefined;
  onCorrupt?: (value: unknown) => void;
}): Claims {
  const { use, destination, old, owner, now, isVisible, prepareRow = (row) => row } = deps;
  let count = 0;
  /** The last old row that was found to be another destination's. */
  let seen: IDBValidKey | undefined;

  /** `fn` in one transaction, complete when the promise resolves. */
  const within = (mode: IDBTransactionMode, fn: (store: IDBObjectStore) => void): Promise<void> =>
    use(mode, (store) => {
      fn(store);
      return promisifyRequest(store.transaction);
    });

  function claim(rows: readonly QueuedRow[], ms: number): Claim {
    const keys = rows.map(({ key }) => `${key}`);
    const made: Claim = { v: 2, name: `${owner}/${++count}`, owner, until: now() + ms, rows: keys };
    for (const waiting of rows) waiting.claim = made;
    return made;
  }

  async function look(
    mode: IDBTransactionMode,
    most: number,
    skip: Skip,
    answered: readonly QueuedRow[] = [],
    from?: RowKey,
  ): Promise<ClaimResult> {
    const found: ClaimResult = { taken: [] };
    const { taken } = found;
    const held = new Map<string, EpochMs>();
    await within(mode, (store) => {
      const remove = (key: IDBValidKey) => mode === 'readwrite' && store.delete(key);

      /** A newer version's waits for that version; what is nobody's must not stand in the way for ever. */
      function addDeadLetter(value: unknown, key: IDBValidKey, version: number): void {
        if (!isNewer(value, version) && remove(key)) deps.onCorrupt?.(value);
      }

      function respect(value: unknown, key: IDBValidKey): void {
        if (!isClaim(value)) return addDeadLetter(value, key, CLAIM);
        // One that ends later than one can last was made by a clock that has been set back since.
        if (value.until <= now() || value.until > now() + CLAIM_MS) return void remove(key);
        if (value.owner !== owner) for (const row of value.rows) held.set(row, value.until);
      }

      function isHeld(row: Row, key: IDBValidKey): boolean {
        const until = held.get(`${key}`) ?? olderClaim(row, now());
        if (until) found.heldUntil = Math.min(until, found.heldUntil ?? until);
        return !!until;
      }

      function consider(row: unknown, key: IDBValidKey): void {
        if (taken.length === most) return;
        if (!isRow(row)) return addDeadLetter(row, key, ROW);
        if (skip(row)) return;
        if (isHeld(row, key)) return;
        if (taken[0] && !sameCall(taken[0].row, row)) return;
        const ready = prepareRow(row);
        if (!ready) return void remove(key);
        if (mode === 'readwrite' && ready !== row) store.put(ready, key);
        taken.push({ key: key as RowKey, row: ready, was: row, claim: null });
      }

      function adopt(row: unknown, key: IDBValidKey): void {
        if (!isRow(row)) return addDeadLetter(row, key, ROW);
        if (!old.isOurs(row)) {
          // What is behind one that another page holds is looked at again: it may be left to us.
          if (!found.heldUntil) seen = key;
          return;
        }
        if (isHeld(row, key)) return;
        if (mode === 'readonly') return consider(row, key);
        store.put(row, toQueuedRow(row, destination).key);
        store.delete(key);
      }

      /** First, so that what gets a place is found there. */
      function adoptFrom(after?: IDBValidKey): void {
        scan(store, old.range(after), SCAN, adopt, (last) => (last ? adoptFrom(last) : readOn(most)));
      }

      let left = SCAN;
      function readOn(size: number, after?: IDBValidKey): void {
        scan(store, keysIn(destination, after), size, consider, (last) => {
          left -= size;
          if (last && taken.length < most && left > 0) return readOn(PAGE, last);
          if (mode === 'readwrite' && taken.length) put(store, claim(taken, CLAIM_MS));
          commit(store);
        });
      }

      erase(store, answered);
      scan(store, claimKeys(), MOST_CLAIMS, respect);
      if (from) readOn(most, from);
      else adoptFrom(seen);
    });
    return found;
  }

  return {
    mark: (rows) => void claim(rows, LEAVING_MS),
    take: (most, skip, answered, after) => look('readwrite', most, skip, answered, after),
    peek: (most, skip) => look('readonly', most, skip),

    remove: (rows) =>
      within('readwrite', (store) => {
        erase(store, rows);
        commit(store);
      }),

    release: (rows) =>
      within('readwrite', (store) => {
        for (const rest of unclaim(store, rows)) put(store, rest);
        commit(store);
      }),

    restore: (rows) =>
      within('readwrite', (store) => {
        for (const { key, row } of rows) ifThere(store, key, () => store.put(row, key));
      }),

    /** What has ended may be another's by now. A page that is hidden may be frozen between question and answer. */
    async renew(rows) {
      if (!isVisible()) return;
      await within('readwrite', (store) => {
        for (const each of claimsOf(rows))
          ifThere(store, each.name, () => put(store, Object.assign(each, { until: now() + CLAIM_MS })));
      });
    },
  };
}
