/**
 * Groups rows into batches, one per call: at most 10 events of one tracker, session and user, or 10 records of one
 * dataset.
 */

import { type Row, sameCall } from '../../core/event';
import type { DeliveryParts } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';

export const BATCH = 10;

export function toBatches(rows: readonly QueuedRow[]): QueuedRow[][] {
  const batches: QueuedRow[][] = [];
  for (const queued of rows) {
    const open = batches.find(
      (batch) => batch.length < BATCH && batch[0] && sameCall(batch[0].row, queued.row),
    );
    if (open) open.push(queued);
    else batches.push([queued]);
  }
  return batches;
}

/** The oldest unpersisted rows of one call, as they are sent, at most one batch: there may be thousands. */
export function nextUnpersisted(
  outbox: Pick<DeliveryParts['outbox'], 'destination' | 'unpersisted'>,
  skip: (row: Row) => boolean,
  prepareRows: (rows: readonly QueuedRow[]) => QueuedRow[],
): QueuedRow[] {
  const batch: QueuedRow[] = [];
  for (const queued of outbox.unpersisted()) {
    if (batch.length === BATCH) break;
    const [destination] = queued.key;
    // The journal of an earlier page may contain rows of another destination.
    if (typeof destination === 'string' && destination !== outbox.destination) continue;
    // A page may have defined `Object.prototype[0]`.
    const first = batch.length ? batch[0] : undefined;
    if (skip(queued.row) || (first && !sameCall(first.row, queued.row))) continue;
    batch.push(...prepareRows([queued]));
  }
  return batch;
}
