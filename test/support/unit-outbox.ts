/** An outbox on fake-indexeddb, which records its reports. */

import { createStore, type UseStore } from 'idb-keyval';
import type { Row } from '../../src/core/event';
import type { Journal } from '../../src/outbox/journal';
import { createOutbox, DATABASE, type Outbox } from '../../src/outbox/outbox';
import { HERE, idOf } from './unit-rows';

const noJournal: Journal = { read: () => [], add() {}, remove() {} };

export interface UnitOutbox extends Outbox {
  stored: string[];
  dropped: string[];
  failures: unknown[];
  /** The number of pending rows, after a recount. */
  count(): Promise<number>;
}

export function openOutbox(
  deps: {
    use?: UseStore;
    journal?: Journal;
    maxEvents?: number;
    onStored?: (row: Row) => void;
    onDropped?: (row: Row) => void;
  } = {},
): UnitOutbox {
  const stored: string[] = [];
  const dropped: string[] = [];
  const failures: unknown[] = [];
  const outbox = createOutbox(deps.use ?? createStore(DATABASE, 'outbox'), HERE.destination, {
    journal: deps.journal ?? noJournal,
    maxEvents: deps.maxEvents ?? 5000,
    onStored(row) {
      stored.push(idOf(row));
      deps.onStored?.(row);
    },
    onDropped(row) {
      dropped.push(idOf(row));
      deps.onDropped?.(row);
    },
    onFailure: (error) => failures.push(error),
  });
  return {
    ...outbox,
    stored,
    dropped,
    failures,
    async count() {
      await outbox.recount();
      return outbox.waiting();
    },
  };
}
