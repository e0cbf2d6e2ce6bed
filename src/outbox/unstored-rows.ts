/**
 * Remembers which rows are not known to be stored: those being written, and those that could not be stored (unpersisted).
 * They are in memory only, so the journal gets them when the page is left.
 */

import { type EpochMs, idOf, type Row } from '../core/event';
import type { Journal } from './journal';
import type { QueuedRow } from './rows';

export interface UnstoredRows {
  /** The rows that could not be stored, oldest first. */
  unpersisted(): QueuedRow[];
  /** The number of rows, with those being written. */
  count(): number;
  /** A write begins: returns the rows to write, which are the unpersisted ones and `added`. */
  begin(added: readonly QueuedRow[]): QueuedRow[];
  /** The write of these rows has failed: those that were not sent meanwhile are unpersisted. Returns `unpersisted()`. */
  fail(written: readonly QueuedRow[]): QueuedRow[];
  /** The rows are stored, sent or given up: they are no longer written to the store or the journal. */
  sent(rows: readonly QueuedRow[]): void;
  /** Forgets the rows captured before that time, and returns them. */
  drop(before: EpochMs): Row[];
  /** The page can be gone after this task: adds all rows to the journal. */
  leave(): void;
}

export function createUnstoredRows(journal: Journal): UnstoredRows {
  const rows = new Map<string, QueuedRow>();
  /** The ids of the unpersisted rows. One that is being written again stays unpersisted until it is stored. */
  const failed = new Set<string>();
  const all = () => [...rows.values()];
  const unpersisted = () => all().filter(({ row }) => failed.has(idOf(row)));

  function sent(settled: readonly QueuedRow[]): void {
    for (const { row } of settled) {
      rows.delete(idOf(row));
      failed.delete(idOf(row));
    }
    journal.remove(settled);
  }

  return {
    unpersisted,
    count: () => rows.size,
    begin(added) {
      const written = [...unpersisted(), ...added];
      for (const queued of added) rows.set(idOf(queued.row), queued);
      return written;
    },
    fail(written) {
      for (const { row } of written) if (rows.has(idOf(row))) failed.add(idOf(row));
      return unpersisted();
    },
    sent,
    drop(before) {
      const dropped = all().filter(({ row }) => row.capturedAt < before);
      sent(dropped);
      return dropped.map(({ row }) => row);
    },
    leave() {
      if (rows.size) journal.add(all());
    },
  };
}
