/**
 * Provides the next batch: claimed rows of the store, or else unpersisted rows.
 *
 * In a backlog the next rows are claimed while a request is in flight, so that sending never waits for the store.
 */

import { type EpochMs, idOf, type Row } from '../../core/event';
import type { DeliveryParts, Transport } from '../../delivery/transport';
import type { QueuedRow, RowKey } from '../../outbox/rows';
import { nextUnpersisted } from './batch';
import type { BatchSender } from './batch-sender';
import { type Ahead, claimAhead } from './claimed-ahead';
import type { Claims } from './claims';
import { createPrepareRows } from './prepare-row';
import type { ClaimResult } from './row-search';
import { takeRows } from './take-rows';

/**
 * Rows that were claimed longer ago are claimed again before they are sent, because a claim (15 s) must outlast its
 * request (10 s).
 */
const AHEAD_MS = 5000 * TIMEOUT_SCALE;

export interface NextBatch {
  take(): Promise<ClaimResult>;
  /** Claims the rows after `sent` ahead of time, while `sent` is in flight. */
  look(sent: readonly QueuedRow[]): void;
  /** True while rows are claimed ahead and there are credentials for them. */
  readonly isReady: boolean;
  /** Releases the rows that were claimed ahead. */
  release(): Promise<void>;
  /** The row with this id is in flight, from a drain or from a page that is left. */
  onTaken(id: string): void;
  /** Returns the rows as they are sent, without those that are given up. */
  prepareRow(rows: readonly QueuedRow[]): QueuedRow[];
}

export interface NextBatchDeps {
  claims: Claims;
  batchSender: Pick<BatchSender, 'answered' | 'removed' | 'tidy' | 'isHandled' | 'settle'>;
  outbox: Pick<DeliveryParts['outbox'], 'destination' | 'unpersisted'>;
  transport: Pick<Transport, 'prepare'>;
  /** Returns the row as it is sent, `undefined` if it is given up. */
  prepareRow: (row: Row) => Row | undefined;
  /** After its scope has ended, nothing is claimed. */
  page: { now: () => EpochMs; scope: { ended?: boolean } };
}

export function createNextBatch(deps: NextBatchDeps): NextBatch {
  const { claims, batchSender } = deps;
  const { now, scope } = deps.page;
  const { isHandled } = batchSender;
  const prepareRow = createPrepareRows(deps.prepareRow, batchSender.settle);
  let ahead: Ahead | undefined;
  /** Ids taken since the store was last read. */
  const taken = new Set<string>();

  function find(after?: RowKey) {
    taken.clear();
    return takeRows(claims, batchSender, after);
  }

  /**
   * Only one drain gets the rows: a drain that was frozen in the back/forward cache and its successor may both ask for
   * them.
   */
  function takeAhead() {
    const prefetched = ahead;
    ahead = undefined;
    return prefetched;
  }

  /** While the store was read, `leave` may have sent some rows, or another tab may have stored a new clock offset. */
  const usable = (rows: readonly QueuedRow[] = []): QueuedRow[] =>
    prepareRow(rows.filter(({ row }) => !taken.has(idOf(row)) && !isHandled(row)));

  return {
    prepareRow,
    onTaken: (id) => taken.add(id),
    look(sent) {
      ahead = claimAhead(() => find(sent.at(-1)?.key), deps.transport, now, scope);
    },
    get isReady() {
      return !!ahead?.isReady;
    },
    async take() {
      const prefetched = takeAhead();
      const claimed = (await prefetched?.found)?.taken;
      const known = usable(claimed);
      if (prefetched && known.length && Math.abs(now() - prefetched.at) < AHEAD_MS) return { taken: known };
      // Otherwise this page has two claims on one row, and other pages have to wait for the end of the first.
      if (claimed?.length) await claims.release(claimed).catch(() => {});
      const found = await find();
      const rows = usable(found.taken);
      if (rows.length) return { taken: rows };
      const unpersisted = nextUnpersisted(deps.outbox, isHandled, prepareRow);
      if (unpersisted.length) return { taken: unpersisted };
      if ('error' in found) throw found.error;
      return { ...found, taken: [] };
    },
    async release() {
      const prefetched = takeAhead();
      if (prefetched) prefetched.isOver = true;
      const rest = await prefetched?.found;
      if (rest?.taken.length) await claims.release(rest.taken).catch(() => {});
    },
  };
}
