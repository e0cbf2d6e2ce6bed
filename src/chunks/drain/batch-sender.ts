/**
 * Sends one batch and settles its rows by the result: removed, stored as a dead letter, or released for the next drain.
 * No row is removed before the service has acknowledged or refused it.
 */

import { idOf, type Row } from '../../core/event';
import type { SendResult, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import { bisect } from './bisect';
import type { Claims } from './claims';
import { createSettledRows, type SettledRows } from './settled-rows';

export interface BatchSender extends SettledRows {
  /** Sends the batch. Resolves with the result when its rows are settled or released. */
  deliver(batch: readonly QueuedRow[], held: () => boolean): Promise<SendResult>;
  /** True if the row is in flight, or settled and still in the store. */
  isHandled(row: Row): boolean;
  readonly busy: boolean;
}

export interface BatchSenderDeps {
  claims: Claims;
  transport: Transport;
  outbox: { sent(rows: readonly QueuedRow[]): void };
  /** The row with this id is in flight. */
  onTaken: (id: string) => void;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
}

/**
 * After the signature was refused no row has arrived. The rows are restored, and corrected again with the time from the
 * refusal.
 */
function restore(claims: Claims, batch: readonly QueuedRow[]): Promise<void> {
  for (const queued of batch) queued.row = queued.was ?? queued.row;
  return claims.restore(batch).catch(() => {});
}

export function createBatchSender(deps: BatchSenderDeps): BatchSender {
  const { claims, transport } = deps;
  const inFlight = new Map<string, QueuedRow>();
  const settled = createSettledRows(claims, deps.outbox);
  const { settle } = settled;
  const release = (batch: readonly QueuedRow[]) => claims.release(batch).catch(() => {});

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
        await restore(claims, batch);
        await release(batch);
      } else if (result.kind === 'refused' && rows.length > 1 && held())
        return await bisect(batch, held, deliverPart, release);
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

  /** Bisecting takes many requests of up to ten seconds each: the claim on rows without an answer is renewed. */
  const deliverPart: typeof deliver = async (...part) => {
    await settled.tidy();
    await claims.renew([...inFlight.values()]).catch(() => {});
    return deliver(...part);
  };

  return {
    ...settled,
    deliver,
    isHandled: (row) => inFlight.has(idOf(row)) || settled.isSettled(row),
    get busy() {
      return inFlight.size > 0;
    },
  };
}
