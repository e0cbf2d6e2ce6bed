/** Assembles captured events into rows at once, and stores all rows of one task in one transaction. */

import type { ReportHub } from '../api/reports';
import { warn } from '../browser/warn';
import type { QueuedRow } from '../outbox/rows';
import {
  assemble,
  type Captured,
  type Dropped,
  type EventId,
  idOf,
  type PutEvent,
  type Row,
  type Visitor,
} from './event';
import type { EventFields } from './event-fields';
import { formatValue } from './limits';

export interface Recorder {
  /** Resolves to the event's id once it is stored, or to `undefined` if it was dropped. */
  record(captured: Captured): Promise<EventId | undefined>;
  /** Stores a row that is already assembled. */
  store(row: Row, leaving?: boolean): Promise<EventId | undefined>;
  /** Resolves the promise of this row: to its id if it is safe, to `undefined` if it is lost. True the first time. */
  settle(row: Row, safe?: boolean): boolean;
  /** Discards the rows that are not yet passed to the outbox, and returns them. */
  forget(): Row[];
  /** Resolves when all rows recorded before are stored or unpersisted. */
  written(): Promise<unknown>;
}

export function createRecorder(deps: {
  visitorAt: (at: number) => Visitor;
  outbox: { add(rows: readonly QueuedRow[]): Promise<void>; toQueuedRow(row: Row): QueuedRow };
  trigger: {
    storing(rows: readonly QueuedRow[], leaving: boolean): void;
    stored(rows: readonly QueuedRow[], leaving: boolean): void;
  };
  /** Adds the attribution of the item to the fields. */
  credit: (captured: Captured) => EventFields;
  /** Called when an item was chosen, not only seen. */
  onChosen: (body: PutEvent, captured: Captured) => void;
  reports: ReportHub;
  uuid: () => string;
}): Recorder {
  const { trigger, reports } = deps;
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
    writing = deps.outbox.add(rows).then(() => trigger.stored(rows, leaving));
  }

  function store(row: Row, leaving = false): Promise<EventId | undefined> {
    return new Promise((resolve) => {
      const resolveEarlier = unsettled.get(idOf(row));
      unsettled.set(idOf(row), (id) => {
        resolveEarlier?.(id);
        resolve(id);
      });
      leavingNow ||= leaving;
      if (unwritten.push(deps.outbox.toQueuedRow(row)) === 1) queueMicrotask(write);
    });
  }

  return {
    store,
    forget: () => unwritten.splice(0).map(({ row }) => row),
    settle(row, safe) {
      const id = idOf(row);
      unsettled.get(id)?.(safe ? id : undefined);
      return unsettled.delete(id);
    },
    async record(captured) {
      reports.stats.captured++;
      let made: Row | Dropped;
      try {
        const credited = { ...captured, fields: deps.credit(captured) };
        made = assemble(credited, deps.visitorAt(captured.at), deps.uuid, warn);
      } catch (error) {
        // A getter of the page's object throws, so the event cannot be read.
        made = {
          ...captured,
          reason: 'unreadable',
          message: `unreadable (${formatValue(error)}): event dropped`,
        };
      }
      if (!('reason' in made)) {
        if (!captured.passive) deps.onChosen(made.body, captured);
        return store(made, captured.leaving);
      }
      reports.emit('dropped', made);
      return undefined;
    },
    async written() {
      // Rows recorded in this task are written in a microtask that is already queued.
      await undefined;
      return writing;
    },
  };
}
