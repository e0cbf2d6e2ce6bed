/** PutEvents takes up to 10 events, all of one tracker, session and user. */

import { sameVisitor } from '../event';

export const BATCH = 10;

interface OfVisitor {
  row: { visitor: Parameters<typeof sameVisitor>[0] };
}

export function toBatches<T extends OfVisitor>(rows: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (const row of rows) {
    const open = batches.find(
      (batch) => batch.length < BATCH && batch[0] && sameVisitor(batch[0].row.visitor, row.row.visitor),
    );
    if (open) open.push(row);
    else batches.push([row]);
  }
  return batches;
}
