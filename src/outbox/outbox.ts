/**
 * Stores unsent events in IndexedDB, one row per event.
 *
 * A row is stored when the transaction is complete. From then on, killing the browser loses nothing (three engines, 14
 * runs); a request's `success` event is too early, because the transaction can still abort. An event that cannot be
 * stored is unpersisted: it is kept in memory, sent from there, written again with the next write, and added to the
 * journal when the page is left. `claims` removes sent rows. It is part of the delivery chunk, which a page that has
 * nothing to send does not load.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, idOf, type Row } from '../core/event';
import { commit } from './commit';
import type { Journal } from './journal';
import { claimKeys, keysIn, oldKeys, type QueuedRow, toQueuedRow } from './rows';

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

export function createOutbox(deps: {
  use: UseStore;
  /** Rows of other destinations are neither counted nor deleted. */
  destination: string;
  /**
   * The keys of rows without a destination, stored by old versions. They are counted, because some can be this page's.
   */
  old?: () => IDBKeyRange;
  journal: Journal;
  /** If there are more rows than this, the oldest are deleted. */
  maxEvents: number;
  onStored: (row: Row) => void;
  onDropped: (row: Row) => void;
  onFailure: (error: unknown) => void;
}): Outbox {
  const { use, destination, old = oldKeys, journal, maxEvents } = deps;
  const writing: ById = new Map();
  const unpersisted: ById = new Map();
  let stored = 0;

  function settle(rows: readonly QueuedRow[]): void {
    for (const { row } of rows) {
      writing.delete(idOf(row));
      unpersisted.delete(idOf(row));
    }
    journal.remove(rows);
  }

  async function add(added: readonly QueuedRow[]): Promise<void> {
    const rows = [...unpersisted.values(), ...added];
    for (const queued of rows) writing.set(idOf(queued.row), queued);
    try {
      await use('readwrite', (store) => {
        for (const { key, row, claim } of rows) {
          store.put(row, key);
          // Writes the claim again for each of its rows, 10 at most. A claim read from the journal is untrusted data.
          if (claim?.rows) store.put(claim, `${claim.name}`);
        }
        const done = promisifyRequest(store.transaction).then(() => {
          // Runs even if the write ended after the timeout of `use`.
          settle(rows);
          stored += rows.length;
          for (const { row } of rows) deps.onStored(row);
        });
        commit(store);
        return done;
      });
      // The rows are stored even if the deletion of the oldest fails. The next write tries that again.
      if (stored > maxEvents) await trim().catch(() => {});
    } catch (error) {
      for (const queued of rows) {
        const id = idOf(queued.row);
        if (writing.delete(id)) unpersisted.set(id, queued);
      }
      for (const queued of [...unpersisted.values()].slice(0, -maxEvents)) {
        deps.onDropped(queued.row);
        settle([queued]);
      }
      deps.onFailure(error);
    }
  }

  /** Deletes the oldest rows above `maxEvents`, except rows that a page has claimed. */
  const trim = () =>
    use('readwrite', (store) => {
      const claims = store.getAll(claimKeys());
      const counted = store.count(keysIn(destination));
      const request = store.openCursor(keysIn(destination));
      request.onsuccess = () => {
        const cursor = request.result;
        // Rows can have been sent and removed since the last count.
        stored = Math.min(stored, counted.result);
        if (!cursor || stored <= maxEvents) return;
        if (!claims.result.flatMap((claim) => claim?.rows).includes(`${cursor.key}`)) {
          cursor.delete();
          stored--;
          deps.onDropped(cursor.value);
        }
        cursor.continue();
      };
      return promisifyRequest(store.transaction);
    });

  const journaled = journal.read();
  const imported = journaled.length ? add(journaled) : undefined;

  async function recount(): Promise<boolean> {
    await imported;
    return use('readonly', async (store) => {
      const own = store.count(keysIn(destination));
      const withoutDestination = store.count(old());
      commit(store);
      await promisifyRequest(store.transaction);
      stored = own.result + withoutDestination.result;
      return true;
    }).catch(() => false);
  }

  return {
    use,
    destination,
    toQueuedRow: (row) => toQueuedRow(row, destination),
    add,
    unpersisted: () => [...unpersisted.values()],
    sent: settle,
    waiting: () => stored + writing.size + unpersisted.size,
    recount,
    clear(before) {
      const dropped = [...writing.values(), ...unpersisted.values()].filter(
        ({ row }) => row.capturedAt < before,
      );
      settle(dropped);
      stored = 0;
      // Runs after the writes in progress, because a store runs write transactions one after the other.
      void use('readwrite', async (store) => {
        // The range has array keys only. Claims have string keys and are kept, because they can name newer rows.
        if (before < Infinity) store.delete(IDBKeyRange.bound([destination], [destination, before]));
        else store.clear();
      }).catch(() => {});
      return dropped.map(({ row }) => row);
    },
    leave() {
      if (writing.size + unpersisted.size) journal.add([...writing.values(), ...unpersisted.values()]);
    },
  };
}

type ById = Map<string, QueuedRow>;
