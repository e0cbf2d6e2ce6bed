/**
 * What is to go next: rows of the store, claimed, else rows that are afloat.
 *
 * Of a backlog the next ones are claimed while a request is on its way, so that the store is never waited for.
 */

import { nextTask } from '../../browser/next-task';
import { type EpochMs, idOf, type Row, sameCall } from '../../core/event';
import type { Transport } from '../../delivery/transport';
import type { QueuedRow, RowKey } from '../../outbox/rows';
import { BATCH } from './batch';
import type { BatchSender } from './batch-sender';
import type { ClaimResult, Claims, Skip } from './claims';

/** What is sent later than that is claimed anew first: a claim (15 s) has to outlast its request (10 s). */
const AHEAD_MS = 5000 * TIMEOUT_SCALE;

export interface NextBatch {
  take(): Promise<ClaimResult>;
  /** Claims what will be taken then, behind what is on its way. */
  look(sent: readonly QueuedRow[]): void;
  /** True while something is claimed ahead, and credentials are at hand for it. */
  readonly isReady: boolean;
  /** What was claimed ahead goes to whoever comes next. */
  release(): Promise<void>;
  /** This one is on its way, by whatever way. */
  onTaken(id: string): void;
  /** As they are to be sent, without those that are not. */
  prepareRow(rows: readonly QueuedRow[]): QueuedRow[];
}

/** What is claimed while a request is on its way. */
interface Ahead {
  at: EpochMs;
  found: Promise<ClaimResult & { error?: unknown }>;
  isReady: boolean;
  /** Nobody waits for it any more. */
  isOver: boolean;
}

export function createNextBatch(deps: {
  claims: Claims;
  batchSender: Pick<BatchSender, 'answered' | 'removed' | 'tidy'>;
  outbox: { destination: string; unpersisted(): QueuedRow[] };
  skip: Skip;
  transport: Pick<Transport, 'prepare'>;
  prepareRow: (row: Row) => Row | undefined;
  /** It is not to be sent at all. */
  onGone: (waiting: QueuedRow) => void;
  now: () => EpochMs;
  /** Once it has ended nothing is claimed. */
  scope: { ended?: boolean };
}): NextBatch {
  const { claims, batchSender, skip, now } = deps;
  let ahead: Ahead | undefined;
  /** Since it was last looked. */
  const taken = new Set<string>();

  async function find(after?: RowKey): Promise<ClaimResult & { error?: unknown }> {
    taken.clear();
    const answered = batchSender.answered();
    try {
      const found = await claims.take(BATCH, skip, answered, after);
      batchSender.removed(answered);
      return found;
    } catch {
      // Where there is no room for a claim the lock has to do; where nothing can be read either, memory has.
      await batchSender.tidy();
      return claims.peek(BATCH, skip).catch((error) => ({ taken: [], error }));
    }
  }

  /** Of a drain that was stranded in the back/forward cache and its successor only one has it. */
  function takeAhead() {
    const before = ahead;
    ahead = undefined;
    return before;
  }

  /** While the store was asked, `leave` may have sent some of them, or another tab learned what time it is. */
  const usable = (rows: readonly QueuedRow[] = []): QueuedRow[] =>
    prepareRow(rows.filter(({ row }) => !taken.has(idOf(row)) && !skip(row)));

  const prepareRow = (rows: readonly QueuedRow[]): QueuedRow[] =>
    rows.flatMap((waiting) => {
      const row = deps.prepareRow(waiting.row);
      if (!row) {
        deps.onGone(waiting);
        return [];
      }
      if (row !== waiting.row) {
        // In place: what is afloat, or is sent again while its page is left, is to say the same.
        waiting.was ??= waiting.row;
        waiting.row = row;
      }
      return waiting;
    });

  /** The oldest of what is afloat, as many as go in one call: there may be thousands. */
  function nextAfloat(): QueuedRow[] {
    const batch: QueuedRow[] = [];
    for (const waiting of deps.outbox.unpersisted()) {
      if (batch.length === BATCH) break;
      const [destination] = waiting.key;
      // The journal of an earlier page may have been for another destination.
      if (typeof destination === 'string' && destination !== deps.outbox.destination) continue;
      if (skip(waiting.row) || (batch[0] && !sameCall(batch[0].row, waiting.row))) continue;
      batch.push(...prepareRow([waiting]));
    }
    return batch;
  }

  return {
    prepareRow,
    onTaken: (id) => taken.add(id),
    look(sent) {
      // In a task of its own: the store's work would come before the request, which takes a while to be signed.
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
      const early = takeAhead();
      const claimed = (await early?.found)?.taken;
      const known = usable(claimed);
      if (early && known.length && Math.abs(now() - early.at) < AHEAD_MS) return { taken: known };
      // Two claims of this page on one row, and others would wait for the end of the first.
      if (claimed?.length) await claims.release(claimed).catch(() => {});
      const found = await find();
      const rows = usable(found.taken);
      if (rows.length) return { taken: rows };
      const unpersisted = nextAfloat();
      if (unpersisted.length) return { taken: unpersisted };
      if ('error' in found) throw found.error;
      return { ...found, taken: [] };
    },
    async release() {
      const before = takeAhead();
      if (before) before.isOver = true;
      const rest = await before?.found;
      if (rest?.taken.length) await claims.release(rest.taken).catch(() => {});
    },
  };
}
