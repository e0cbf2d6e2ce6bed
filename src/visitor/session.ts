/**
 * The session of this visit: the same in all tabs, ended by 30 minutes without an event, by its age, by signing out
 * and by a change of user. It survives a login, so that Personalize can join what came before to the user.
 */

import { say } from '../browser/say';
import type { SiteStorage } from '../browser/site-storage';
import { uuid } from '../browser/uuid';
import type { Config } from '../config';
import type { EpochMs, SessionId } from '../event';
import { show, toId } from '../limits';

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
  const write = (stored: Stored) => storage.set(KEY, stored);

  const renew = (at: EpochMs): SessionId => {
    const id: SessionId = uuid();
    write({ id, startedAt: at, lastAt: at });
    onNew(id);
    return id;
  };

  return {
    renew,
    current(at, looking) {
      const stored = read(storage.get(KEY));
      // Distances, since the clock of a device may have been set back, and replayed calls lie in the past.
      if (
        !stored ||
        Math.abs(at - stored.lastAt) >= idleMinutes * 60_000 ||
        Math.abs(at - stored.startedAt) >= maxHours * 3_600_000
      ) {
        return renew(at);
      }
      if (!looking && at - stored.lastAt > FRESH_MS) write({ ...stored, lastAt: at });
      return stored.id;
    },
  };
}

function read(value: unknown): Stored | undefined {
  if (value == null) return;
  const stored = value as Stored;
  if (toId(stored.id) && stored.startedAt > 0 && stored.lastAt > 0) return stored;
  say(`stored session ${show(stored.id)} cannot be used: a new one was made`);
  return;
}
