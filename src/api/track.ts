/** The command `track`: records one interaction. */

import { warn } from '../browser/warn';
import type { EpochMs, EventId } from '../core/event';
import type { EventFields } from '../core/event-fields';
import { formatValue } from '../core/limits';
import type { Record } from './record';

/** `now` returns when the call was made, which is earlier for a call from the queue. */
export const createTrack =
  (record: Record, now: () => EpochMs) =>
  (eventType: unknown, given?: unknown): Promise<EventId | undefined> => {
    const captured = { eventType, fields: (given ?? {}) as EventFields, at: now() };
    if (typeof captured.fields !== 'object') {
      warn(`track: ${formatValue(given)} is no object: ignored`);
      captured.fields = {};
    }
    return record(captured);
  };
