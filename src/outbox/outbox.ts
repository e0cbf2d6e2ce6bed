/**
 * What must not be lost: unsent events in IndexedDB, one row an event.
 *
 * Stored means that the transaction is complete: after that, killing the browser loses nothing (three engines, 14
 * runs), while a request's `success` can still be undone. A row is claimed before it is sent and removed only after
 * an answer, so that a crash repeats an event, with the same id, and never loses one.
 */

import { createStore, promisifyRequest } from 'idb-keyval';
import { type EpochMs, sameVisitor } from '../event';
import type { Claim, Outbox, RowKey, StoredRow, Waiting } from './rows';

/** A higher version of a database hangs while an old page has it open: another shape gets another name. */
const DATABASE = 'personalize-1';
/** Longer than any request lives (10 s), short enough that a crashed page's rows go out in this visit. */
const CLAIM_MS = 30_000;
/** How far past other visitors' and other pages' rows a claim looks, so that its transaction stays short. */
const SCAN = 500;

export function createOutbox(owner: string, now: () => EpochMs): Outbox {
  const use = createStore(DATABASE, 'outbox');

  /** `fn` in one transaction, complete when the promise resolves. */
  const write = (fn: (store: IDBObjectStore) => void, commit = true): Promise<void> =>
    use('readwrite', (store) => {
      fn(store);
      const done = promisifyRequest(store.transaction);
      // Without it, a page that is left for another site loses the write in Chromium and Firefox.
      if (commit) store.transaction.commit?.();
      return done;
    });

  const claim = (): Claim => ({ owner, until: now() + CLAIM_MS });

  return {
    add: (rows, claimed) =>
      write((store) => {
        for (const { key, row } of rows) store.put(claimed ? { ...row, claim: claim() } : row, key);
      }),

    async claim(most, skip) {
      const taken: Waiting[] = [];
      let heldUntil: EpochMs | undefined;
      let left = SCAN;
      await write((store) => {
        each(store.openCursor(), (cursor) => {
          const row = cursor.value as StoredRow;
          const held = row.claim && row.claim.owner !== owner && row.claim.until > now() && row.claim.until;
          if (skip.has(row.body.eventId)) return --left > 0;
          if (held) heldUntil = Math.min(held, heldUntil ?? held);
          else if (!taken[0] || sameVisitor(taken[0].row.visitor, row.visitor)) {
            cursor.update({ ...row, claim: claim() });
            taken.push({ key: cursor.key as RowKey, row });
          }
          return taken.length < most && --left > 0;
        });
      }, false);
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
            const { claim: held, ...row } = cursor.value as StoredRow;
            if (held?.owner === owner) cursor.update(row);
            return false;
          });
        }
      }, false),

    count: () => use('readonly', (store) => promisifyRequest(store.count())),
  };
}

/** Walks a cursor for as long as `step` asks for more. */
function each(request: IDBRequest<IDBCursorWithValue | null>, step: (cursor: IDBCursorWithValue) => boolean): void {
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor && step(cursor)) cursor.continue();
  };
}
