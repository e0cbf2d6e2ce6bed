/**
 * Creates bridges: events that join an anonymous session to the user who signs in later.
 *
 * Personalize leaves a session out of training unless at least one of its events also carries the user's id
 * (https://docs.aws.amazon.com/personalize/latest/dg/recording-anonymous-user-events.html). The current session gets
 * such an event from its own next event. A session that has ended, or has no next event, is bridged by repeating its
 * first event with both ids: same type, item, properties and time, because the number of event types is limited and
 * nothing else may be invented.
 *
 * A session is bridged to the user who signs in next. After that user has left it is not bridged to anyone, because it
 * is unknown whose session it was. Two persons in one history mislead a model; a missing session does not.
 *
 * Part of the delivery chunk: a drain that has sent all pending rows, including the session's own next event, knows
 * which sessions still need a bridge.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';
import type { Captured, EpochMs, EventRow, Row, SessionId, UserId } from '../../core/event';
import { toId } from '../../core/limits';
import { LEFT } from '../../identity/user';

interface Anonymous {
  sessionId: SessionId;
  /** Absent in entries from before sessions had a destination: these belong to the destination that reads them. */
  destination?: string | undefined;
  eventType: string;
  itemId?: string | undefined;
  sentAt: number;
  /** Personalize treats two events with the same time as one only if these are equal too. */
  properties?: string | undefined;
  capturedAt: EpochMs;
}

/** An anonymous session, or one that has its bridge: an anonymous event of the latter may still be sent later. */
type Known =
  | Anonymous
  | { sessionId: SessionId; destination?: string | undefined; eventType?: undefined; sentAt?: undefined };

export interface Bridge {
  /** Call with every sent row: remembers anonymous sessions, and marks those that need no bridge any more. */
  passed(row: Row): void;
  /** Returns the events that bridge the remembered sessions to this user. */
  cross(userId: UserId, at: EpochMs): EventRow[];
  /**
   * Call when the bridges are stored. If the page is closed before, the bridge is built again, and Personalize treats
   * both as one event.
   */
  crossed(rows: readonly EventRow[]): void;
}

const KEY = 'personalize.anonymous';
const MAX_SESSIONS = 20;
const MAX_AGE_S = 30 * 24 * 3600;

const isKnown = (value: Known | null): value is Known => !!toId(value?.sessionId);
const isAnonymous = (value: Known): value is Anonymous => !!toId(value.eventType) && Number(value.sentAt) > 0;

/** A bridge as an event that is captured, because the page's `beforeSend` gets each. */
export function toCaptured({ capturedAt: at, body }: EventRow): Captured {
  const { eventType, sentAt, ...fields } = body;
  return { eventType, fields: { ...fields, sentAt: new Date(sentAt * 1000) }, at };
}

export function createBridge(
  storage: SiteStorage,
  trackingId: string,
  uuid: () => string,
  destination = trackingId,
): Bridge {
  const readAll = (): Known[] => listOf<Known>(storage, KEY).filter(isKnown);
  /** Two trackers on a site share one session, and each needs its own bridge. */
  const isOurs = (each: Known) => (each.destination ?? destination) === destination;
  const read = (): Known[] => readAll().filter(isOurs);
  function write(sessions: Known[]): void {
    const others = readAll().filter((each) => !isOurs(each));
    const all = [...others, ...sessions.slice(-MAX_SESSIONS).map((each) => ({ ...each, destination }))];
    storage.set(KEY, all.length ? all : undefined);
  }

  return {
    passed(row) {
      if (row.kind !== 'event') return;
      const { sessionId, userId } = row.visitor;
      const { eventType, itemId, sentAt, properties } = row.body;
      const sessions = read();
      const known = sessions.find((each) => each.sessionId === sessionId);
      if (userId) {
        if (!known || known.eventType) write([...sessions.filter((each) => each !== known), { sessionId }]);
      } else if (!known)
        write([
          ...sessions,
          { sessionId, eventType, itemId, sentAt, properties, capturedAt: row.capturedAt },
        ]);
    },

    cross(userId, at) {
      // Sessions from before the last known user left do not belong to the next user. A time in the future is ignored:
      // it was written by a clock that has been set back since.
      const left = Number(storage.get(LEFT));
      const since = left <= at ? left : 0;
      return read()
        .filter(isAnonymous)
        .filter(({ sentAt, capturedAt }) => at / 1000 - sentAt < MAX_AGE_S && (!since || capturedAt > since))
        .map(({ sessionId, capturedAt, destination: _, ...event }) => ({
          v: 1,
          kind: 'event',
          capturedAt: at,
          visitor: { trackingId, sessionId, userId },
          body: { eventId: uuid(), ...event },
        }));
    },

    crossed(rows) {
      const ids = rows.map(({ visitor }) => visitor.sessionId);
      write(read().filter(({ sessionId }) => !ids.includes(sessionId)));
    },
  };
}
