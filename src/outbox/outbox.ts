/**
 * Stores unsent events in IndexedDB, one row per event.
 *
 * A row is stored when the transaction is complete. From then on, killing the browser loses nothing (three engines, 14
 * runs); a request's `success` event is too early, because the transaction can still abort. An event that cannot be
 * stored is unpersisted: it is kept in memory, sent from there, written again with the next write, and added to the
 * journal when the page is left. `claims` removes sent rows. It is part of the delivery chunk, which a page that has
 * nothing to send does not load.
 */

import type { UseStore } from 'idb-keyval';
import type { EpochMs, Row } from '../core/event';
import type { Journal } from './journal';
import { oldKeys, type QueuedRow, toQueuedRow } from './rows';
import { countRows, deleteBefore, deleteOldest, writeRows } from './transactions';
import { createUnstoredRows } from './unstored-rows';

/**
 * A format change uses a new name, because an upgrade to a higher version is blocked while an old page has the database
 * open.
 */
export const DATABASE = 'personalize-1';

export interface Outbox {
  /** Runs a transaction on the object store; used by `claims`. */
  use: UseStore;
  /** The key prefix of this page's rows. */
  destination: string;
  toQueuedRow(row: Row): QueuedRow;
  /** Resolves when the rows and their claims are stored, or when the rows are unpersisted. */
  add(rows: readonly QueuedRow[]): Promise<void>;
  /** The rows that could not be stored, oldest first. */
  unpersisted(): QueuedRow[];
  /** The service acknowledged or refused these rows, so they are no longer written to the store or the journal. */
  sent(rows: readonly QueuedRow[]): void;
  /** The number of pending rows, as far as it is known. */
  waiting(): number;
  /** Counts the stored rows again. Resolves to false if the store fails. */
  recount(): Promise<boolean>;
  /**
   * Deletes the rows captured before that time. If it is `Infinity`, deletes everything, including other pages' claims.
   * Returns the deleted rows that were not known to be stored.
   */
  clear(before: EpochMs): Row[];
  /** The page can be gone after this task: adds the rows that are not known to be stored to the journal. */
  leave(): void;
}

export interface OutboxParts {
  /**
   * The keys of rows without a destination, stored by old versions. They are counted, because some can be this page's.
   */
  old?: (() => IDBKeyRange) | undefined;
  journal: Journal;
  /** If there are more rows than this, the oldest are deleted. */
  maxEvents: number;
  onStored: (row: Row) => void;
  onDropped: (row: Row) => void;
  onFailure: (error: unknown) => void;
}

/** Rows of other destinations are neither counted nor deleted. */
export function createOutbox(use: UseStore, destination: string, parts: OutboxParts): Outbox {
  const { old = oldKeys, journal, maxEvents, onDropped } = parts;
  const unstored = createUnstoredRows(journal);
  let stored = 0;

  async function add(added: readonly QueuedRow[]): Promise<void> {
    const rows = unstored.begin(added);
    try {
      await use('readwrite', (store) => writeRows(store, rows, () => onWritten(rows)));
      // The rows are stored even if the deletion of the oldest fails. The next write tries that again.
      if (stored > maxEvents) await use('readwrite', trim).catch(() => {});
    } catch (error) {
      for (const queued of unstored.fail(rows).slice(0, -maxEvents)) {
        onDropped(queued.row);
        unstored.sent([queued]);
      }
      parts.onFailure(error);
    }
  }

  function onWritten(rows: readonly QueuedRow[]): void {
    unstored.sent(rows);
    stored += rows.length;
    for (const { row } of rows) parts.onStored(row);
  }
  const trim = (store: IDBObjectStore) => deleteOldest(store, destination, isEnough, onDeleted);
  function isEnough(counted: number): boolean {
    stored = Math.min(stored, counted);
    return stored <= maxEvents;
  }
  function onDeleted(row: Row): void {
    stored--;
    onDropped(row);
  }

  const journaled = journal.read();
  const imported = journaled.length ? add(journaled) : undefined;
  return {
    ...unstored,
    use,
    destination,
    toQueuedRow: (row) => toQueuedRow(row, destination),
    add,
    waiting: () => stored + unstored.count(),
    async recount() {
      await imported;
      return use('readonly', async (store) => {
        stored = await countRows(store, destination, old());
        return true;
      }).catch(() => false);
    },
    clear(before) {
      const dropped = unstored.drop(before);
      stored = 0;
      // Runs after the writes in progress, because a store runs write transactions one after the other.
      void use('readwrite', async (store) => deleteBefore(store, destination, before)).catch(() => {});
      return dropped;
    },
  };
}
