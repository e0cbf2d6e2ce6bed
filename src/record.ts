/** From what was captured to what is stored: assembled at once, written in one transaction for all of this task. */

import {
  assemble,
  type Captured,
  type Dropped,
  type EpochMs,
  type EventFields,
  type EventId,
  type PutEvent,
  type Row,
  type Visitor,
} from './event';
import { show } from './limits';
import { type Claim, toWaiting, type Waiting } from './outbox/rows';
import { type ReportDesk, toReport } from './reports';

export interface Recorder {
  /** Resolves to the event's id once it is stored, to `undefined` when it was dropped. */
  record(captured: Captured): Promise<EventId | undefined>;
  /** A row that is already whole. */
  store(row: Row, leaving?: boolean): Promise<EventId | undefined>;
  /** Resolves when all that was recorded before is stored. */
  written(): Promise<unknown>;
}

export function createRecorder(deps: {
  visitorAt: (at: number) => Visitor;
  outbox: { add(rows: readonly Waiting[], claim?: Claim): Promise<void> };
  sender: {
    storing(rows: readonly Waiting[], leaving: boolean): Claim | undefined;
    stored(rows: readonly Waiting[], leaving: boolean): void;
    lost(rows: readonly Waiting[]): void;
  };
  /** Completes the fields with what is known of the item. */
  credit: (captured: Captured) => EventFields;
  /** An item was chosen, not merely seen. */
  onChosen: (body: PutEvent, at: EpochMs) => void;
  reports: ReportDesk;
  uuid: () => string;
  say: (message: string) => void;
}): Recorder {
  const { sender, reports } = deps;
  let unwritten: { waiting: Waiting; leaving: boolean; settle: (stored: boolean) => void }[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  function write(): void {
    const batch = unwritten;
    unwritten = [];
    const rows = batch.map((each) => each.waiting);
    const leaving = batch.some((each) => each.leaving);
    const settle = (stored: boolean) => {
      for (const each of batch) each.settle(stored);
    };
    writing = deps.outbox.add(rows, sender.storing(rows, leaving)).then(
      () => {
        sender.stored(rows, leaving);
        for (const { row } of rows) reports.emit('stored', toReport(row));
        settle(true);
      },
      (error) => {
        sender.lost(rows);
        const message = `not stored (${show(error)}): event dropped`;
        for (const { row } of rows) {
          reports.emit('dropped', {
            reason: 'storage',
            message,
            eventType: row.body.eventType,
            fields: row.body,
          });
        }
        settle(false);
      },
    );
  }

  function store(row: Row, leaving = false): Promise<EventId | undefined> {
    return new Promise((resolve) => {
      const settle = (stored: boolean) => resolve(stored ? row.body.eventId : undefined);
      unwritten.push({ waiting: toWaiting(row), leaving, settle });
      if (unwritten.length === 1) queueMicrotask(write);
    });
  }

  return {
    store,
    async record(captured) {
      reports.stats.captured++;
      let made: Row | Dropped;
      try {
        const credited = { ...captured, fields: deps.credit(captured) };
        made = assemble(credited, deps.visitorAt(captured.at), deps.uuid, deps.say);
      } catch (error) {
        // A getter of the page's object that throws: then there is no event to speak of.
        made = { ...captured, reason: 'unreadable', message: `unreadable (${show(error)}): event dropped` };
      }
      if (!('reason' in made)) {
        if (!captured.passive) deps.onChosen(made.body, captured.at);
        return store(made, captured.leaving);
      }
      reports.emit('dropped', made);
      return undefined;
    },
    // What was recorded in this same task is written in a microtask that is queued already.
    written: () => Promise.resolve().then(() => writing),
  };
}
