/** PutEvents takes up to 10 events, all of one tracker, session and user. */

import { sameVisitor } from '../event';
import type { Waiting } from '../outbox/rows';

export const BATCH = 10;

export function toBatches(rows: readonly Waiting[]): Waiting[][] {
  const batches: Waiting[][] = [];
  for (const row of rows) {
    const open = batches.find(
      (batch) => batch.length < BATCH && batch[0] && sameVisitor(batch[0].row.visitor, row.row.visitor),
    );
    if (open) open.push(row);
    else batches.push([row]);
  }
  return batches;
}
