/**
 * The session of this visit: the same in all tabs, ended by 30 minutes without an event, by its age, by signing out
 * and by a change of user. It survives a login, so that Personalize can join what came before to the user.
 */

import type { Config } from '../api/config';
import type { SiteStorage } from '../browser/site-storage';
import { uuid } from '../browser/uuid';
import type { EpochMs, SessionId } from '../core/event';
import { toId } from '../core/limits';

interface Stored {
  id: SessionId;
  startedAt: EpochMs;
  lastAt: EpochMs;
}

export interface Session {
  /** The session of an event at `at`; begins a new one where the last has ended. To look is no activity. */
  current(at: EpochMs, looking?: boolean): SessionId;
  renew(at: EpochMs): SessionId;
}

const KEY = 'personalize.session';
/** How fresh the last activity is kept: a write to localStorage for each of a hundred events would be paid by the page. */
const FRESH_MS = 1000;

export function createSession(
  storage: SiteStorage,
  { idleMinutes, maxHours }: Config['session'],
  onNew: (id: SessionId) => void,
): Session {
  const renew = (at: EpochMs): SessionId => {
    const id: SessionId = uuid();
    storage.set(KEY, { id, startedAt: at, lastAt: at } satisfies Stored);
    onNew(id);
    return id;
  };

  return {
    renew,
    current(at, looking) {
      const stored = (storage.get(KEY) ?? {}) as Partial<Stored>;
      const id = toId(stored.id);
      // Distances, since the clock of a device may have been set back, and replayed calls lie in the past.
      const isNear = (time: unknown, minutes: number) => Math.abs(at - (time as number)) < minutes * 60_000;
      if (!id || !isNear(stored.lastAt, idleMinutes) || !isNear(stored.startedAt, maxHours * 60)) {
        return renew(at);
      }
      if (!looking && at - (stored.lastAt as number) > FRESH_MS) storage.set(KEY, { ...stored, lastAt: at });
      return id;
    },
  };
}
