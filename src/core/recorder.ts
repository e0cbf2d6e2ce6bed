/** Completes a captured event and stores it at once, or reports why it is dropped. */

import type { ReportHub } from '../api/reports';
import { warn } from '../browser/warn';
import type { Assemble, Captured, Dropped, EventId, EventRow, PutEvent, Visitor } from './event';
import type { EventFields } from './event-fields';
import { formatValue } from './limits';
import type { RowWriter } from './row-writer';

/** Resolves to the event's id once it is stored, or to `undefined` if it was dropped. */
export type RecordEvent = (captured: Captured) => Promise<EventId | undefined>;

export function createRecorder(deps: {
  visitor: {
    /** The visitor of an event that was captured at that time. */
    at: (at: number) => Visitor;
    attribution: {
      /** Adds the attribution of the item to the fields. */
      credit: (captured: Captured) => EventFields;
      /** Called when an item was chosen, not only seen. */
      onChosen: (body: PutEvent, captured: Captured) => void;
    };
  };
  assemble: Assemble;
  store: RowWriter['store'];
  reports: ReportHub;
  uuid: () => string;
}): RecordEvent {
  const { visitor, reports } = deps;
  const { attribution } = visitor;

  function complete(captured: Captured): EventRow | Dropped {
    try {
      const credited = { ...captured, fields: attribution.credit(captured) };
      return deps.assemble(credited, visitor.at(captured.at), deps.uuid, warn);
    } catch (error) {
      // A getter of the page's object throws, so the event cannot be read.
      const message = `unreadable (${formatValue(error)}): event dropped`;
      return { ...captured, reason: 'unreadable', message };
    }
  }

  return async (captured) => {
    const completed = complete(captured);
    if ('reason' in completed) {
      reports.emit('dropped', completed);
      return undefined;
    }
    if (!captured.passive) attribution.onChosen(completed.body, captured);
    return deps.store(completed, captured.leaving);
  };
}
