/** Passes a captured event to the tag, and counts and reports it if it is dropped instead. */

import type { Captured, EventId } from '../core/event';
import { formatValue } from '../core/limits';
import type { ReportHub } from './reports';
import { DENIED, type TagAccess } from './tag-access';

/** Limit of events held while consent is pending. */
const MAX_EVENTS = 200;

export type Record = (captured: Captured) => Promise<EventId | undefined>;

export function createRecord(access: TagAccess, { stats, emit }: ReportHub) {
  let waiting = 0;

  function drop(captured: Captured, reason: string, message: string): undefined {
    emit('dropped', { ...captured, reason, message });
  }

  return {
    /** The number of events in memory. */
    waiting: () => waiting,
    async record(captured: Captured): Promise<EventId | undefined> {
      const isHeld = access.isPending();
      if (isHeld) {
        stats.captured++;
        if (waiting >= MAX_EVENTS) {
          return drop(captured, 'consent', `${MAX_EVENTS} events wait without consent: event dropped`);
        }
      }
      waiting++;
      return access.withTag<EventId | undefined>(
        (tag) => {
          waiting--;
          if (tag.isBot) return drop(captured, 'bot', '');
          if (!isHeld) stats.captured++;
          return tag.track(captured);
        },
        (offReason) => {
          waiting--;
          if (offReason === DENIED) return drop(captured, 'consent', '');
          const reason = offReason || 'not initialised';
          return drop(
            captured,
            reason,
            `${formatValue(captured.eventType)}: the tag is ${reason}: event dropped`,
          );
        },
      );
    },
  };
}
