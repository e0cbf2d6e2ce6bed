/**
 * Joins what was done anonymously to the user who signs in later.
 *
 * Personalize leaves a session out of training unless at least one event of it carries the user's id too
 * (https://docs.aws.amazon.com/personalize/latest/dg/recording-anonymous-user-events.html). The session that is going on
 * gets there by its own next event. One that has ended, or has no next event, is bridged by repeating its first event
 * with both ids: same type, item, properties and time, since event types are scarce and nothing else may be invented.
 *
 * Part of the delivery chunk: a drain that has sent all that waited, the session's own next event among it, knows what
 * is still without a bridge.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';
import type { EpochMs, EventRow, Row, SessionId, UserId } from '../event';
import { toId } from '../limits';

interface Anonymous {
  sessionId: SessionId;
  eventType: string;
  itemId?: string | undefined;
  sentAt: number;
  /** Of two events of the same time Personalize keeps one only if these are the same, too. */
  properties?: string | undefined;
}

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

const isAnonymous = (value: Partial<Anonymous> | null): value is Anonymous =>
  !!toId(value?.sessionId) && !!toId(value?.eventType) && Number(value?.sentAt) > 0;

export function createBridge(storage: SiteStorage, trackingId: string, uuid: () => string): Bridge {
  const read = (): Anonymous[] => listOf<Partial<Anonymous>>(storage, KEY).filter(isAnonymous);
  const write = (sessions: Anonymous[]) =>
    storage.set(KEY, sessions.length ? sessions.slice(-MOST) : undefined);

  return {
    passed(row) {
      if (row.kind !== 'event') return;
      const { sessionId, userId } = row.visitor;
      const { eventType, itemId, sentAt, properties } = row.body;
      const sessions = read();
      const known = sessions.findIndex((each) => each.sessionId === sessionId);
      if (userId) {
        if (known >= 0) write(sessions.filter((_, index) => index !== known));
      } else if (known < 0) write([...sessions, { sessionId, eventType, itemId, sentAt, properties }]);
    },

    cross(userId, at) {
      return read()
        .filter(({ sentAt }) => at / 1000 - sentAt < MAX_AGE_S)
        .map(({ sessionId, ...event }) => ({
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
