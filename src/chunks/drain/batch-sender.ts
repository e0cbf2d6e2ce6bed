/**
 * Sends one batch and settles its rows by the result: removed, stored as a dead letter, or released for the next drain.
 * No row is removed before the service has acknowledged or refused it.
 */

import { idOf, type Row } from '../../core/event';
import type { SendResult, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import type { Claims } from './claims';

export interface BatchSender {
  /** Sends the batch. Resolves with the result when its rows are settled or released. */
  deliver(batch: readonly QueuedRow[], held: () => boolean): Promise<SendResult>;
  /**
   * Marks rows that are acknowledged or given up. If the store fails to remove them, this page does not send them
   * again.
   */
  settle(batch: readonly QueuedRow[]): void;
  /**
   * Settled rows that are still in the store. In a backlog they are removed in the transaction of the next claim, which
   * saves one transaction.
   */
  answered(): QueuedRow[];
  removed(rows: readonly QueuedRow[]): void;
  /** Removes the settled rows now, where no claim follows. */
  tidy(): Promise<void>;
  /** True if the row is in flight, or settled and still in the store. */
  isHandled(row: Row): boolean;
  readonly busy: boolean;
}

export function createBatchSender(deps: {
  claims: Claims;
  transport: Transport;
  outbox: { sent(rows: readonly QueuedRow[]): void };
  /** The row with this id is in flight. */
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
    for (const queued of batch) done.set(idOf(queued.row), queued);
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
    for (const queued of batch) {
      inFlight.set(idOf(queued.row), queued);
      deps.onTaken(idOf(queued.row));
    }
    try {
      const result: SendResult =
        knownBad && rows.length > 1 ? { kind: 'refused', why: '' } : await transport.send(rows);
      if (result.kind === 'delivered') {
        // `onSent` runs before the removal. If the page is closed in between, the event is sent again. In the reverse
        // order its delivery would never be reported.
        rows.forEach(deps.onSent);
        settle(batch);
      } else if (result.kind === 'retry' && result.why === 'clock') {
        // The signature was refused, so no row arrived. The rows are restored, and corrected again with the time from
        // the refusal.
        for (const queued of batch) queued.row = queued.was ?? queued.row;
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
      for (const queued of batch) delete queued.was;
      // Only after the rows are settled: before that, another drain could take them.
      for (const id of ids) inFlight.delete(id);
    }
  }

  /**
   * One invalid event makes the whole call fail. The batch is halved until the invalid event is alone, and the others
   * are delivered. Without the lock this is left to the next drain: after a return from the back/forward cache other
   * pages may have sent the rows long ago.
   */
  async function bisect(batch: readonly QueuedRow[], held: () => boolean): Promise<SendResult> {
    // Bisecting takes many requests of up to ten seconds each: the claim on rows without an answer is renewed.
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
    // If the first half was delivered, the invalid event is in the rest: no request is needed to find that out.
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
