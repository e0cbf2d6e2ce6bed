/**
 * Groups rows into batches, one per call: at most 10 events of one tracker, session and user, or 10 records of one
 * dataset.
 */

import { sameCall } from '../../core/event';
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
