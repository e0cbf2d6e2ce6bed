/**
 * One batch from the transport's answer to what becomes of its rows: removed, set aside, or free for whoever comes next.
 * Nothing is removed before it has been answered for.
 */

import { idOf, type Row } from '../../core/event';
import type { SendResult, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import type { Claims } from './claims';

export interface BatchSender {
  /** Resolves when it is answered. */
  deliver(batch: readonly QueuedRow[], held: () => boolean): Promise<SendResult>;
  /** They have been answered for. A store that fails now must not have them sent again by this page. */
  settle(batch: readonly QueuedRow[]): void;
  /** Answered for and still in the store: of a backlog removed together with the next claim, one transaction less. */
  answered(): QueuedRow[];
  removed(rows: readonly QueuedRow[]): void;
  /** Removes them at once, where no claim follows. */
  tidy(): Promise<void>;
  /** In flight, or answered for and still in the store. */
  isHandled(row: Row): boolean;
  readonly busy: boolean;
}

export function createBatchSender(deps: {
  claims: Claims;
  transport: Transport;
  outbox: { sent(rows: readonly QueuedRow[]): void };
  /** Is on its way. */
  onTaken: (id: string) => void;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
}): BatchSender {
  const { claims, transport } = deps;
  const inFlight = new Map<string, QueuedRow>();
  const done = new Map<string, QueuedRow>();
  const answered = () => [...done.values()];
  const release = (batch: readonly QueuedRow[]) => claims.release(batch).catch(() => {});

  function settle(batch: readonly QueuedRow[]): void {
    deps.outbox.sent(batch);
    for (const waiting of batch) done.set(idOf(waiting.row), waiting);
  }

  function removed(rows: readonly QueuedRow[]): void {
    for (const { row } of rows) done.delete(idOf(row));
  }

  async function tidy(): Promise<void> {
    const rows = answered();
    if (!rows.length) return;
    await claims.remove(rows).then(
      () => removed(rows),
      () => {},
    );
  }

  async function deliver(
    batch: readonly QueuedRow[],
    held: () => boolean,
    knownBad = false,
  ): Promise<SendResult> {
    const rows = batch.map(({ row }) => row);
    const ids = rows.map(idOf);
    for (const waiting of batch) {
      inFlight.set(idOf(waiting.row), waiting);
      deps.onTaken(idOf(waiting.row));
    }
    try {
      const result: SendResult =
        knownBad && rows.length > 1 ? { kind: 'refused', why: '' } : await transport.send(rows);
      if (result.kind === 'delivered') {
        // First: a page that is gone before the row is removed repeats it, the other way round nobody would know of it.
        rows.forEach(deps.onSent);
        settle(batch);
      } else if (result.kind === 'retry' && result.why === 'clock') {
        // None of them has arrived: they are corrected anew by what the refusal has taught.
        for (const waiting of batch) waiting.row = waiting.was ?? waiting.row;
        await claims.restore(batch).catch(() => {});
        await release(batch);
      } else if (result.kind === 'refused' && rows.length > 1 && held()) return await bisect(batch, held);
      else if (result.kind !== 'refused' || rows.length > 1) await release(batch);
      else {
        for (const row of rows) deps.onRefused(row, result.why);
        settle(batch);
      }
      return result;
    } finally {
      for (const waiting of batch) delete waiting.was;
      // Not before it is settled: in between, a drain could take it again.
      for (const id of ids) inFlight.delete(id);
    }
  }

  /**
   * One bad event fails its whole call: halves are sent until it stands alone. Its neighbours go out. Without the lock
   * that is left to the next drain: after a return from the back/forward cache others have sent them long ago.
   */
  async function bisect(batch: readonly QueuedRow[], held: () => boolean): Promise<SendResult> {
    // Many requests, each of which may take ten seconds: what has no answer yet stays ours.
    const next = async (rows: readonly QueuedRow[], knownBad = false): Promise<SendResult> => {
      await tidy();
      await claims.renew([...inFlight.values()]).catch(() => {});
      return deliver(rows, held, knownBad);
    };
    const half = batch.length >> 1;
    const rest = batch.slice(half);
    const first = await next(batch.slice(0, half));
    if (first.kind === 'retry' || first.kind === 'disabled' || !held()) {
      await release(rest);
      return first;
    }
    // Where the first half was good the bad one is in the rest: no request is needed to find that out.
    const second = await next(rest, first.kind === 'delivered');
    return second.kind === 'delivered' ? first : second;
  }

  return {
    deliver,
    settle,
    answered,
    removed,
    tidy,
    isHandled: (row) => inFlight.has(idOf(row)) || done.has(idOf(row)),
    get busy() {
      return inFlight.size > 0;
    },
  };
}
