/** From what was captured to what is stored: assembled at once, written in one transaction for all of this task. */

import type { ReportHub } from '../api/reports';
import { warn } from '../browser/warn';
import type { QueuedRow } from '../outbox/rows';
import {
  assemble,
  type Captured,
  type Dropped,
  type EventFields,
  type EventId,
  idOf,
  type PutEvent,
  type Row,
  type Visitor,
} from './event';
import { formatValue } from './limits';

export interface Recorder {
  /** Resolves to the event's id once it is stored, to `undefined` when it was dropped. */
  record(captured: Captured): Promise<EventId | undefined>;
  /** A row that is already whole. */
  store(row: Row, leaving?: boolean): Promise<EventId | undefined>;
  /** Answers whoever recorded this row: with its id when it is safe, with nothing when it is lost. True the first time. */
  settle(row: Row, safe?: boolean): boolean;
  /** What is not yet handed to the outbox is not going to be; returns it. */
  forget(): Row[];
  /** Resolves when all that was recorded before is stored, or afloat. */
  written(): Promise<unknown>;
}

export function createRecorder(deps: {
  visitorAt: (at: number) => Visitor;
  outbox: { add(rows: readonly QueuedRow[]): Promise<void>; toQueuedRow(row: Row): QueuedRow };
  trigger: {
    storing(rows: readonly QueuedRow[], leaving: boolean): void;
    stored(rows: readonly QueuedRow[], leaving: boolean): void;
  };
  /** Completes the fields with what is known of the item. */
  credit: (captured: Captured) => EventFields;
  /** An item was chosen, not merely seen. */
  onChosen: (body: PutEvent, captured: Captured) => void;
  reports: ReportHub;
  uuid: () => string;
}): Recorder {
  const { trigger, reports } = deps;
  let unwritten: QueuedRow[] = [];
  let leavingNow = false;
  let writing: Promise<unknown> = Promise.resolve();
  /** Who waits to hear that an event is safe. */
  const unsafe = new Map<EventId, (id?: EventId) => void>();

  function write(): void {
    const [rows, leaving] = [unwritten, leavingNow];
    unwritten = [];
    leavingNow = false;
    // All of it was forgotten in the same task.
    if (!rows.length) return;
    trigger.storing(rows, leaving);
    writing = deps.outbox.add(rows).then(() => trigger.stored(rows, leaving));
  }

  function store(row: Row, leaving = false): Promise<EventId | undefined> {
    return new Promise((resolve) => {
      const before = unsafe.get(idOf(row));
      unsafe.set(idOf(row), (id) => {
        before?.(id);
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
      unsafe.get(id)?.(safe ? id : undefined);
      return unsafe.delete(id);
    },
    async record(captured) {
      reports.stats.captured++;
      let made: Row | Dropped;
      try {
        const credited = { ...captured, fields: deps.credit(captured) };
        made = assemble(credited, deps.visitorAt(captured.at), deps.uuid, warn);
      } catch (error) {
        // A getter of the page's object that throws: then there is no event to speak of.
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
      // What was recorded in this same task is written in a microtask that is queued already.
      await undefined;
      return writing;
    },
  };
}
