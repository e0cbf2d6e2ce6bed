/** The command `track`: records one interaction, or reports why it is dropped. */

import { warn } from '../browser/warn';
import type { EpochMs, EventId } from '../core/event';
import type { EventFields } from '../core/event-fields';
import { formatValue } from '../core/limits';
import type { ReportHub } from './reports';
import type { WithTag } from './tag-access';

/** `now` returns when the call was made, which is earlier for a call from the queue. */
export const createTrack =
  (withTag: WithTag, emit: ReportHub['emit'], now: () => EpochMs) =>
  (eventType: unknown, given?: unknown): Promise<EventId | undefined> => {
    const captured = { eventType, fields: (given ?? {}) as EventFields, at: now() };
    if (typeof captured.fields !== 'object') {
      warn(`track: ${formatValue(given)} is no object: ignored`);
      captured.fields = {};
    }
    return withTag<EventId | undefined>(
      (tag) => tag.track(captured),
      (offReason) => {
        const reason = offReason || 'not initialised';
        const message = `${formatValue(eventType)}: the tag is ${reason}: event dropped`;
        emit('dropped', { ...captured, reason, message });
        return undefined;
      },
    );
  };
