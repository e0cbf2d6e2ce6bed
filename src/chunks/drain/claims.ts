/**
 * Guarantees that no row is lost on its way out of the outbox: a row is claimed before it is sent, and removed only
 * after an answer. A crash in between sends an event again with the same id. Part of the delivery chunk.
 *
 * A claim is a record beside the rows. Writing ten rows again for each request takes longer than everything else that
 * delays a backlog (`npm run drain`).
 */

import { promisifyRequest } from 'idb-keyval';
import { commit } from '../../browser/commit';
import type { Claim, QueuedRow, RowKey } from '../../outbox/rows';
import { CLAIM_MS, claimsOf, erase, ifThere, put, unclaim } from './claim-store';
import { createRowFinder } from './find-rows';
import type { ClaimResult, SearchDeps, Skip } from './row-search';

/**
 * For a row that is sent while its page is left: as long as a request can take, because the page may not be there to
 * release the row.
 */
const LEAVING_MS = 10_000 * TIMEOUT_SCALE;
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

export function createClaims(deps: SearchDeps & { isVisible: () => boolean }): Claims {
  const { owner, now } = deps.page;
  let count = 0;

  function claim(rows: readonly QueuedRow[], ms = CLAIM_MS): Claim {
    const keys = rows.map(({ key }) => `${key}`);
    const created: Claim = { v: 2, name: `${owner}/${++count}`, owner, until: now() + ms, rows: keys };
    for (const queued of rows) queued.claim = created;
    return created;
  }

  /** Runs `fn` in one transaction, which is complete when the promise resolves. */
  const inTransaction = (mode: IDBTransactionMode, fn: (store: IDBObjectStore) => void): Promise<void> =>
    deps.outbox.use(mode, (store) => {
      fn(store);
      return promisifyRequest(store.transaction);
    });

  const findRows = createRowFinder(deps, inTransaction, claim);

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
      if (!deps.isVisible()) return;
      await inTransaction('readwrite', (store) => {
        for (const each of claimsOf(rows))
          ifThere(store, each.name, () => put(store, Object.assign(each, { until: now() + CLAIM_MS })));
      });
    },
  };
}
