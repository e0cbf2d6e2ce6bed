/**
 * What must not be lost: unsent events in IndexedDB, one row an event.
 *
 * Stored means that the transaction is complete: after that, killing the browser loses nothing (three engines, 14
 * runs), while a request's `success` can still be undone. What cannot be stored is afloat: kept in memory, sent from
 * there, tried again with the next write, and put into the journal when the page is left. How rows leave again is in
 * `claims`, which comes with the delivery chunk: a page that has nothing to send does not carry it.
 */

import { promisifyRequest, type UseStore } from 'idb-keyval';
import { type EpochMs, idOf, type Row } from '../core/event';
import { commit } from './commit';
import type { Journal } from './journal';
import { claimKeys, keysIn, oldKeys, type QueuedRow, toQueuedRow } from './rows';

/** A higher version of a database hangs while an old page has it open: another shape gets another name. */
export const DATABASE = 'personalize-1';

export interface Outbox {
  /** The object store, for `claims`, and where this page's rows stand in it. */
  use: UseStore;
  destination: string;
  toQueuedRow(row: Row): QueuedRow;
  /** Resolves when the rows are stored, with the claims they are marked with, or afloat. */
  add(rows: readonly QueuedRow[]): Promise<void>;
  /** What could not be stored, the oldest first. */
  unpersisted(): QueuedRow[];
  /** They have been answered for, so that they need not be stored any more. */
  sent(rows: readonly QueuedRow[]): void;
  /** How many wait, as far as is known. */
  waiting(): number;
  /** Counts anew; false when the store does not tell. */
  recount(): Promise<boolean>;
  /**
   * Deletes what was captured before that time; all, and others' claims too, where it is infinite. Returns the rows that
   * were not known to be stored.
   */
  clear(before: EpochMs): Row[];
  /** The page may be gone after this task: what is not yet known to be stored goes into the journal. */
  leave(): void;
}

export function createOutbox(deps: {
  use: UseStore;
  /** Rows of other destinations are neither counted nor given up. */
  destination: string;
  /** Rows of before there were places: counted, since some may be this page's. */
  old?: () => IDBKeyRange;
  journal: Journal;
  /** More than this, and the oldest are given up. */
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

  async function add(given: readonly QueuedRow[]): Promise<void> {
    const rows = [...unpersisted.values(), ...given];
    for (const each of rows) writing.set(idOf(each.row), each);
    try {
      await use('readwrite', (store) => {
        for (const { key, row, claim } of rows) {
          store.put(row, key);
          // Once more for each of its ten rows at most. What the journal has kept may be anything.
          if (claim?.rows) store.put(claim, `${claim.name}`);
        }
        const done = promisifyRequest(store.transaction).then(() => {
          // Also when it took so long that nobody waits for it any more.
          settle(rows);
          stored += rows.length;
          for (const { row } of rows) deps.onStored(row);
        });
        commit(store);
        return done;
      });
      // These are stored, whatever becomes of the oldest: the next write tries again.
      if (stored > maxEvents) await trim().catch(() => {});
    } catch (error) {
      for (const each of rows) {
        const id = idOf(each.row);
        if (writing.delete(id)) unpersisted.set(id, each);
      }
      for (const each of [...unpersisted.values()].slice(0, -maxEvents)) {
        deps.onDropped(each.row);
        settle([each]);
      }
      deps.onFailure(error);
    }
  }

  /** Of what is too much, the oldest that nobody is sending. */
  const trim = () =>
    use('readwrite', (store) => {
      const claims = store.getAll(claimKeys());
      const counted = store.count(keysIn(destination));
      const request = store.openCursor(keysIn(destination));
      request.onsuccess = () => {
        const cursor = request.result;
        // What has been sent since it was last counted is no longer too much.
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

  const left = journal.read();
  const imported = left.length ? add(left) : undefined;

  async function recount(): Promise<boolean> {
    await imported;
    return use('readonly', async (store) => {
      const own = store.count(keysIn(destination));
      const unplaced = store.count(old());
      commit(store);
      await promisifyRequest(store.transaction);
      stored = own.result + unplaced.result;
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
      // After what is being written now: a store does one transaction after the other.
      void use('readwrite', async (store) => {
        // A claim is under a text, which is no array: it may be about newer rows.
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
