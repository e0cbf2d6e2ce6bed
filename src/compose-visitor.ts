/** Composes what belongs to one visitor: known user, session, the lists that were seen, attribution. */

import type { Config } from './api/config';
import { createAttribution } from './attribution/attribution';
import { warn } from './browser/warn';
import type { EpochMs, SessionId, Visitor } from './core/event';
import { formatValue, isNobody, toId } from './core/limits';
import type { Page } from './core/page';
import { isPersonal } from './core/personal';
import type { SharedSession } from './core/sources';
import { createSession } from './identity/session';
import { createUser } from './identity/user';
import type { SeenLists } from './impressions/seen-lists';

export type ComposedVisitor = ReturnType<typeof createVisitor>;

/** `firstSession` is the id of a session that is not stored yet. */
export function createVisitor(
  config: Config,
  { now, storage }: Pick<Page, 'now' | 'storage'>,
  lists: SeenLists,
  onSession: (id: SessionId) => void,
  firstSession: SessionId,
  shared?: SharedSession,
) {
  const { trackingId } = config;
  const user = createUser(storage);
  const session = createSession(storage, config.session, onSession, firstSession, shared);
  const attribution = createAttribution(storage, config.recommendationWindow, now);

  function reset(): void {
    user.leave(now());
    session.renew(now());
    attribution.clear();
    lists.clear();
  }

  return {
    attribution,
    user: user.current,
    session: () => session.current(now(), true),
    /** The visitor of an event that was captured at that time. */
    at: (at: EpochMs): Visitor => ({
      trackingId,
      sessionId: session.current(at),
      userId: user.current(),
    }),
    /**
     * Sets the known user. Calls `onUser` with a valid id; `isNew` is false if it was known already. `null` and
     * placeholders mean that the user has signed out.
     */
    identify(given: unknown, onUser: (userId: string, isNew: boolean) => void): void {
      const nobody = given === null || (config.refuse.placeholders && isNobody(given));
      const id = nobody ? '' : toId(given);
      const userId = isPersonal(id) ? undefined : id;
      const problem = nobody
        ? 'a user: reset'
        : !userId
          ? 'an id of 1 to 256 characters: ignored'
          : isPersonal(id, true) && 'anonymous: used';
      if (problem && given !== null) warn(`userId ${formatValue(given)} is not ${problem}`);
      const previous = user.current();
      if (previous && previous !== (userId ?? previous)) reset();
      if (!userId) return;
      user.set(userId);
      onUser(userId, previous !== userId);
    },
    reset,
  };
}
