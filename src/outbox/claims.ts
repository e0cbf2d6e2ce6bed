/**
 * How rows leave the outbox: claimed before they are sent, removed only after an answer. A crash in between repeats an
 * event, with the same id, and never loses one. Part of the delivery chunk.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, sameVisitor } from '../event';
import type { Claim, RowKey, StoredRow, Waiting } from './rows';

/** Longer than any request lives (10 s), short enough that a crashed page's rows go out in this visit. */
const CLAIM_MS = 30_000;
/** How far past other visitors' and other pages' rows a claim looks, so that its transaction stays short. */
const SCAN = 500;

export interface Claims {
  /** A claim of this page, from now. */
  mine(): Claim;
  /**
   * Takes the oldest free rows of one visitor for this page, but those with an id in `skip`;
   * `heldUntil` tells when others' claims end.
   */
  take(most: number, skip: ReadonlySet<string>): Promise<{ taken: Waiting[]; heldUntil?: EpochMs }>;
  /** They have been answered for. */
  remove(rows: readonly Waiting[]): Promise<void>;
  /** They were not answered for, and whoever comes next may try. */
  release(rows: readonly Waiting[]): Promise<void>;
}

export function createClaims(
  use: UseStore,
  owner: string,
  now: () => EpochMs,
  onForeign: (value: unknown) => void = () => {},
): Claims {
  /** `fn` in one transaction, complete when the promise resolves. */
  const write = (fn: (store: IDBObjectStore) => void): Promise<void> =>
    use('readwrite', (store) => {
      fn(store);
      return promisifyRequest(store.transaction);
    });
  const mine = (): Claim => ({ owner, until: now() + CLAIM_MS });

  return {
    mine,

    async take(most, skip) {
      const taken: Waiting[] = [];
      let heldUntil: EpochMs | undefined;
      let left = SCAN;
      await write((store) => {
        each(store.openCursor(), (cursor) => {
          const row = cursor.value as StoredRow;
          left--;
          if (!isRow(row)) {
            // A newer version's row waits for that version; what is nobody's must not stand in the way for ever.
            if (!(((row as { v?: unknown } | null)?.v as number) > VERSION)) {
              cursor.delete();
              onForeign(row);
            }
            return left > 0;
          }
          const { claim } = row;
          if (skip.has(row.body.eventId)) return left > 0;
          // A claim that ends later than one can last was made by a clock that has been set back since.
          if (claim && claim.owner !== owner && claim.until > now() && claim.until <= now() + CLAIM_MS) {
            heldUntil = Math.min(claim.until, heldUntil ?? claim.until);
          } else if (!taken[0] || sameVisitor(taken[0].row.visitor, row.visitor)) {
            cursor.update({ ...row, claim: mine() });
            taken.push({ key: cursor.key as RowKey, row });
          }
          return taken.length < most && left > 0;
        });
      });
      return heldUntil ? { taken, heldUntil } : { taken };
    },

    remove: (rows) =>
      write((store) => {
        for (const { key } of rows) store.delete(key);
      }),

    release: (rows) =>
      write((store) => {
        for (const { key } of rows) {
          each(store.openCursor(key), (cursor) => {
            const { claim, ...row } = cursor.value as StoredRow;
            if (claim?.owner === owner) cursor.update(row);
            return false;
          });
        }
      }),
  };
}

/** The shape of the rows that this version writes. */
const VERSION = 1;

const isRow = (value: unknown): value is StoredRow => {
  const { v, body, visitor } = (value ?? {}) as Partial<StoredRow>;
  return (
    v === VERSION &&
    Number(body?.sentAt) >= 0 &&
    [body?.eventId, body?.eventType, visitor?.sessionId].every((text) => typeof text === 'string')
  );
};

/** Walks a cursor for as long as `step` asks for more. */
function each(
  request: IDBRequest<IDBCursorWithValue | null>,
  step: (cursor: IDBCursorWithValue) => boolean,
): void {
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor && step(cursor)) cursor.continue();
  };
}
