/** Passes each event to the page's function `beforeSend`, which may change it or drop it. */

import { toJson } from '../../browser/to-json';
import type { BeforeSend, CapturedEvent } from '../../core/captured-event';
import { copy } from '../../core/copy';
import type { Assemble, Captured, EventId, Visitor } from '../../core/event';
import { formatValue, isRecord, ownOf, toEventId, toSeconds } from '../../core/limits';

/** A copy, which the page may change. Id and time are final. */
function toEvent(captured: Captured, visitor: Visitor, uuid: () => EventId): CapturedEvent {
  const fields = ownOf(captured.fields);
  return copy({
    ...fields,
    eventType: captured.eventType as string,
    ...(fields.properties != null && { properties: toObject(fields.properties) }),
    eventId: toEventId(fields.eventId) ?? uuid(),
    sentAt: toSeconds(fields.sentAt) ?? captured.at / 1000,
    sessionId: visitor.sessionId,
    userId: visitor.userId,
  });
}

/** Properties can be JSON, or an instance of the page's own class. */
function toObject(properties: unknown): CapturedEvent['properties'] {
  try {
    return JSON.parse(typeof properties === 'string' ? properties : (toJson(properties) as string));
  } catch {
    // What cannot be read is reported when the row is made.
    return properties as CapturedEvent['properties'];
  }
}

/** Returns the function that makes rows, with `beforeSend` before it. */
export function createBeforeSend(beforeSend: BeforeSend): (assemble: Assemble) => Assemble {
  let isRunning = false;
  return (assemble) => (captured, visitor, uuid, warn) => {
    const { eventType, fields } = captured;
    const drop = (message: string) => ({ reason: 'beforeSend', message, eventType, fields });
    // Each event would cause another one, without an end.
    if (isRunning) return drop('track() was called by beforeSend: event dropped');
    const event = toEvent(captured, visitor, uuid);
    const { eventId } = event;
    try {
      isRunning = true;
      const given: unknown = beforeSend(event);
      isRunning = false;
      if (given === null) return drop('');
      // A promise has no type.
      if (!isRecord(given) || !Object.hasOwn(given, 'eventType'))
        return drop(
          `beforeSend returned ${formatValue(given)}, which is neither an event nor null: event dropped`,
        );
      const { eventType: type, sessionId: _, userId: __, ...changed } = given;
      // Id and time as the page gave them to `track`, so that a bad one is reported.
      const { eventId: id, sentAt } = ownOf(fields);
      const passed = { ...captured, eventType: type, fields: { ...changed, eventId: id, sentAt } };
      return assemble(passed, visitor, () => eventId, warn);
    } catch (error) {
      isRunning = false;
      return drop(`beforeSend failed (${formatValue(error)}): event dropped`);
    }
  };
}
