/**
 * Joins what was done anonymously to the user who signs in later.
 *
 * Personalize leaves a session out of training unless at least one event of it carries the user's id too
 * (https://docs.aws.amazon.com/personalize/latest/dg/recording-anonymous-user-events.html). The session that is going on
 * gets there by its own next event. One that has ended, or has no next event, is bridged by repeating its first event
 * with both ids: same type, item, properties and time, since event types are scarce and nothing else may be invented.
 *
 * A session is bridged to the user who signs in next, and to nobody after that user has left: then it is not known
 * whose it was. Two persons in one history would mislead a model, a session too few does not.
 *
 * Part of the delivery chunk: a drain that has sent all that waited, the session's own next event among it, knows what
 * is still without a bridge.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';
import type { EpochMs, EventRow, Row, SessionId, UserId } from '../../core/event';
import { toId } from '../../core/limits';
import { LEFT } from '../../identity/user';

interface Anonymous {
  sessionId: SessionId;
  /** Absent in what was stored before sessions had one: that of whoever reads it. */
  destination?: string | undefined;
  eventType: string;
  itemId?: string | undefined;
  sentAt: number;
  /** Of two events of the same time Personalize keeps one only if these are the same, too. */
  properties?: string | undefined;
  capturedAt: EpochMs;
}

/** An anonymous session, or one that has its bridge: an anonymous event of it may be sent later still. */
type Known =
  | Anonymous
  | { sessionId: SessionId; destination?: string | undefined; eventType?: undefined; sentAt?: undefined };

export interface Bridge {
  /** Every row that has been sent: remembers anonymous sessions, and forgets those that need no bridge now. */
  passed(row: Row): void;
  /** The rows that bridge what is remembered. */
  cross(userId: UserId, at: EpochMs): EventRow[];
  /** They are stored: a page that is gone before that builds the bridge again, which is one event to Personalize. */
  crossed(rows: readonly EventRow[]): void;
}

const KEY = 'personalize.anonymous';
const MOST = 20;
const MAX_AGE_S = 30 * 24 * 3600;

const isKnown = (value: Known | null): value is Known => !!toId(value?.sessionId);
const isAnonymous = (value: Known): value is Anonymous => !!toId(value.eventType) && Number(value.sentAt) > 0;

export function createBridge(
  storage: SiteStorage,
  trackingId: string,
  uuid: () => string,
  destination = trackingId,
): Bridge {
  const readAll = (): Known[] => listOf<Known>(storage, KEY).filter(isKnown);
  /** Two trackers of a site have one session, and each needs its own bridge. */
  const isOurs = (each: Known) => (each.destination ?? destination) === destination;
  const read = (): Known[] => readAll().filter(isOurs);
  function write(sessions: Known[]): void {
    const others = readAll().filter((each) => !isOurs(each));
    const all = [...others, ...sessions.slice(-MOST).map((each) => ({ ...each, destination }))];
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
      // What was done before the last known user left is not the next user's.
      // One in the future was written by a clock that has been set back since.
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
