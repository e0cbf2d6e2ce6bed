/** Passes each event to the page's function `beforeSend`, which may change it or drop it. */

import type { BeforeSend, CapturedEvent } from '../../core/captured-event';
import { copy } from '../../core/copy';
import type { Assemble, Captured, EventId, Visitor } from '../../core/event';
import { formatValue, isRecord, toEventId, toSeconds } from '../../core/limits';

/** A copy, which the page may change. Id and time are final. */
function toEvent({ eventType, fields, at }: Captured, visitor: Visitor, uuid: () => EventId): CapturedEvent {
  const eventId = toEventId(fields.eventId) ?? uuid();
  const sentAt = toSeconds(fields.sentAt) ?? at / 1000;
  const { sessionId, userId } = visitor;
  return copy({ eventType: eventType as string, ...fields, eventId, sentAt, sessionId, userId });
}

/** Returns the function that makes rows, with `beforeSend` before it. */
export const createBeforeSend =
  (beforeSend: BeforeSend) =>
  (assemble: Assemble): Assemble =>
  (captured, visitor, uuid, warn) => {
    const event = toEvent(captured, visitor, uuid);
    const { eventId, sentAt } = event;
    const drop = (message: string) => ({ ...captured, reason: 'beforeSend', message });
    try {
      const given: unknown = beforeSend(event);
      if (given === null) return drop('');
      // A promise has no type.
      if (!isRecord(given) || !('eventType' in given))
        return drop(
          `beforeSend returned ${formatValue(given)}, which is neither an event nor null: event dropped`,
        );
      const { eventType, sessionId: _, userId: __, ...changed } = given;
      return assemble(
        { ...captured, eventType, fields: { ...changed, eventId, sentAt } },
        visitor,
        uuid,
        warn,
      );
    } catch (error) {
      return drop(`beforeSend failed (${formatValue(error)}): event dropped`);
    }
  };
