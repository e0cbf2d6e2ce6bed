/** Composes what belongs to one visitor: known user, session, the lists that were seen, attribution. */

import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import { createAttribution } from './attribution/attribution';
import { siteStorage } from './browser/local-storage';
import { warn } from './browser/warn';
import type { EpochMs, Visitor } from './core/event';
import { formatValue, isNobody, toId } from './core/limits';
import { createSession } from './identity/session';
import { createUser } from './identity/user';
import { createSeenLists } from './impressions/seen-lists';

export type ComposedVisitor = ReturnType<typeof createVisitor>;

export function createVisitor(config: Config, emit: ReportHub['emit'], now: () => EpochMs) {
  const { trackingId } = config;
  const user = createUser(siteStorage);
  const session = createSession(siteStorage, config.session, (sessionId) => emit('session', { sessionId }));
  const lists = createSeenLists();
  const attribution = createAttribution(
    siteStorage,
    config.recommendationWindow,
    now,
    config.impressions ? lists : undefined,
  );

  function reset(): void {
    user.leave(now());
    session.renew(now());
    attribution.clear();
    lists.clear();
  }

  return {
    lists,
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
      const nobody = isNobody(given);
      const userId = nobody ? '' : toId(given);
      if (!userId && given !== null) {
        const expected = nobody ? 'a user: reset' : 'an id of 1 to 256 characters: ignored';
        warn(`userId ${formatValue(given)} is not ${expected}`);
      }
      const previous = user.current();
      if (previous && previous !== (userId ?? previous)) reset();
      if (!userId) return;
      user.set(userId);
      onUser(userId, previous !== userId);
    },
    reset,
  };
}
