/** Remembers the rows that are settled and still in the store, so that this page does not send them again. */

import { idOf, type Row } from '../../core/event';
import type { QueuedRow } from '../../outbox/rows';
import type { Claims } from './claims';

export interface SettledRows {
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
  isSettled(row: Row): boolean;
}

export function createSettledRows(
  claims: Pick<Claims, 'remove'>,
  outbox: { sent(rows: readonly QueuedRow[]): void },
): SettledRows {
  const done = new Map<string, QueuedRow>();
  const answered = () => [...done.values()];

  function removed(rows: readonly QueuedRow[]): void {
    for (const { row } of rows) done.delete(idOf(row));
  }

  return {
    settle(batch) {
      outbox.sent(batch);
      for (const queued of batch) done.set(idOf(queued.row), queued);
    },
    answered,
    removed,
    async tidy() {
      const rows = answered();
      if (!rows.length) return;
      await claims.remove(rows).then(
        () => removed(rows),
        () => {},
      );
    },
    isSettled: (row) => done.has(idOf(row)),
  };
}
