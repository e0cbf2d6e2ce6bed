/** `assemble` with a fixed id and time, and its warnings. */

import { assemble, type Visitor } from '../../src/core/event';
import type { EventFields } from '../../src/core/event-fields';

export const at = 1_700_000_000_123;
export const visitor: Visitor = { trackingId: 'tracker', sessionId: 'session', userId: 'anna' };
export const NEW_ID = '00000000-0000-4000-8000-000000000001';

export const assembled = (fields: object, eventType = 'View', id = NEW_ID) =>
  assembledAs(eventType, fields, id);

/** The same with any value as the type. */
export function assembledAs(eventType: unknown, fields: object, id = NEW_ID) {
  const warnings: string[] = [];
  const made = assemble(
    { eventType, fields: fields as EventFields, at },
    visitor,
    () => id,
    (message) => warnings.push(message),
  );
  return 'reason' in made ? { dropped: made, warnings } : { row: made, warnings };
}
