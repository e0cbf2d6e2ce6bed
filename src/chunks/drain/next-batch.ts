/**
 * Provides the next batch: claimed rows of the store, or else unpersisted rows.
 *
 * In a backlog the next rows are claimed while a request is in flight, so that sending never waits for the store.
 */

import { nextTask } from '../../browser/next-task';
import { type EpochMs, idOf, type Row, sameCall } from '../../core/event';
import type { Transport } from '../../delivery/transport';
import type { QueuedRow, RowKey } from '../../outbox/rows';
import { BATCH } from './batch';
import type { BatchSender } from './batch-sender';
import type { ClaimResult, Claims, Skip } from './claims';

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

/** Rows that are claimed while a request is in flight. */
interface Ahead {
  at: EpochMs;
  found: Promise<ClaimResult & { error?: unknown }>;
  isReady: boolean;
  /** The rows are not needed any more. */
  isOver: boolean;
}

export function createNextBatch(deps: {
  claims: Claims;
  batchSender: Pick<BatchSender, 'answered' | 'removed' | 'tidy'>;
  outbox: { destination: string; unpersisted(): QueuedRow[] };
  skip: Skip;
  transport: Pick<Transport, 'prepare'>;
  prepareRow: (row: Row) => Row | undefined;
  /** The row is given up. */
  onGone: (queued: QueuedRow) => void;
  now: () => EpochMs;
  /** After it has ended, nothing is claimed. */
  scope: { ended?: boolean };
}): NextBatch {
  const { claims, batchSender, skip, now } = deps;
  let ahead: Ahead | undefined;
  /** Ids taken since the store was last read. */
  const taken = new Set<string>();

  async function find(after?: RowKey): Promise<ClaimResult & { error?: unknown }> {
    taken.clear();
    const answered = batchSender.answered();
    try {
      const found = await claims.take(BATCH, skip, answered, after);
      batchSender.removed(answered);
      return found;
    } catch {
      // If there is no space for a claim, only the lock excludes other tabs. If the store cannot be read either,
      // unpersisted rows are sent.
      await batchSender.tidy();
      return claims.peek(BATCH, skip).catch((error) => ({ taken: [], error }));
    }
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
    prepareRow(rows.filter(({ row }) => !taken.has(idOf(row)) && !skip(row)));

  const prepareRow = (rows: readonly QueuedRow[]): QueuedRow[] =>
    rows.flatMap((queued) => {
      const row = deps.prepareRow(queued.row);
      if (!row) {
        deps.onGone(queued);
        return [];
      }
      if (row !== queued.row) {
        // Changed in place, so that an unpersisted row, or a row that is sent again while its page is left, has the
        // same content.
        queued.was ??= queued.row;
        queued.row = row;
      }
      return queued;
    });

  /** The oldest unpersisted rows of one call, at most one batch: there may be thousands. */
  function nextUnpersisted(): QueuedRow[] {
    const batch: QueuedRow[] = [];
    for (const queued of deps.outbox.unpersisted()) {
      if (batch.length === BATCH) break;
      const [destination] = queued.key;
      // The journal of an earlier page may contain rows of another destination.
      if (typeof destination === 'string' && destination !== deps.outbox.destination) continue;
      if (skip(queued.row) || (batch[0] && !sameCall(batch[0].row, queued.row))) continue;
      batch.push(...prepareRow([queued]));
    }
    return batch;
  }

  return {
    prepareRow,
    onTaken: (id) => taken.add(id),
    look(sent) {
      // In a separate task: otherwise the work of the store would run before the request, which takes a while to sign.
      const claim = () => (mine.isOver || deps.scope.ended ? { taken: [] } : find(sent.at(-1)?.key));
      const mine: Ahead = { at: now(), found: nextTask().then(claim), isReady: false, isOver: false };
      ahead = mine;
      void deps.transport.prepare().then((unready) => {
        mine.isReady = !unready;
      });
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
      const unpersisted = nextUnpersisted();
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
