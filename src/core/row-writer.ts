/** Stores all rows of one task in one transaction, and settles the promise of each row. */

import type { QueuedRow } from '../outbox/rows';
import { type EventId, idOf, type Row } from './event';

export interface RowWriter {
  /** Stores a complete row. Resolves to its id once it is stored, or to `undefined` if it was dropped. */
  store(row: Row, leaving?: boolean): Promise<EventId | undefined>;
  /** Resolves the promise of this row: to its id if it is safe, to `undefined` if it is lost. True the first time. */
  settle(row: Row, safe?: boolean): boolean;
  /** Passes the rows of this task to the outbox now. */
  write(): void;
  /** The journal has all rows: resolves their promises. */
  end(): void;
  /** Discards the rows that are not yet passed to the outbox, and returns them. */
  forget(): Row[];
  /** Resolves when all rows recorded before are stored or unpersisted. */
  written(): Promise<unknown>;
}

export function createRowWriter(
  outbox: { add(rows: readonly QueuedRow[]): Promise<void>; toQueuedRow(row: Row): QueuedRow },
  trigger: {
    storing(rows: readonly QueuedRow[], leaving: boolean): void;
    stored(rows: readonly QueuedRow[], leaving: boolean): void;
  },
): RowWriter {
  let unwritten: QueuedRow[] = [];
  let leavingNow = false;
  let writing: Promise<unknown> = Promise.resolve();
  /** Resolvers of the rows that are not settled yet. */
  const unsettled = new Map<EventId, (id?: EventId) => void>();

  function write(): void {
    const [rows, leaving] = [unwritten, leavingNow];
    unwritten = [];
    leavingNow = false;
    // `forget()` has discarded all rows in the same task.
    if (!rows.length) return;
    trigger.storing(rows, leaving);
    writing = outbox.add(rows).then(() => trigger.stored(rows, leaving));
  }

  return {
    write,
    store: (row, leaving = false) =>
      new Promise((resolve) => {
        const resolveEarlier = unsettled.get(idOf(row));
        unsettled.set(idOf(row), (id) => {
          resolveEarlier?.(id);
          resolve(id);
        });
        leavingNow ||= leaving;
        if (unwritten.push(outbox.toQueuedRow(row)) === 1) queueMicrotask(write);
      }),
    end() {
      for (const [id, resolve] of unsettled) resolve(id);
    },
    settle(row, safe) {
      const id = idOf(row);
      unsettled.get(id)?.(safe ? id : undefined);
      return unsettled.delete(id);
    },
    forget: () => unwritten.splice(0).map(({ row }) => row),
    async written() {
      // Rows recorded in this task are written in a microtask that is already queued.
      await undefined;
      return writing;
    },
  };
}
