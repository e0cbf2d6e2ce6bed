/**
 * Keeps the session id of the visit, shared by all tabs. A session ends after 30 minutes without an event, at its
 * maximum age, on sign-out and on a change of user. It survives a login, so that Personalize can assign earlier events
 * to the user.
 */

import type { Config } from '../api/config';
import type { SiteStorage } from '../browser/site-storage';
import { uuid } from '../browser/uuid';
import type { EpochMs, SessionId } from '../core/event';
import { toId } from '../core/limits';
import type { SharedSession } from '../core/sources';

interface Stored {
  id: SessionId;
  startedAt: EpochMs;
  lastAt: EpochMs;
}

export interface Session {
  /**
   * Returns the session of an event at `at`, and starts a new one if the last one has ended. With `readOnly` the call
   * does not count as activity.
   */
  current(at: EpochMs, readOnly?: boolean): SessionId;
  renew(at: EpochMs): SessionId;
}

const KEY = 'personalize.session';
/**
 * The last activity is written at most once in this time: a localStorage write for each of 100 events costs the page
 * time.
 */
const WRITE_INTERVAL_MS = 1000;

export function createSession(
  storage: SiteStorage,
  { idleMinutes, maxHours }: Config['session'],
  onNew: (id: SessionId) => void,
  /** The session in memory of a page that had no consent before. It counts if none is stored. */
  first: SessionId,
  shared?: SharedSession,
): Session {
  const cookie = shared?.cookie;
  let last: SessionId | undefined;

  /** The session of the site's server is not renewed here. */
  function ofSite(): SessionId | undefined {
    const id = shared?.id();
    if (id && last && id !== last) onNew(id);
    last = id;
    return id;
  }

  function write(stored: Stored): void {
    storage.set(KEY, stored);
    cookie?.set(stored);
  }

  function renew(at: EpochMs): SessionId {
    const id: SessionId = ofSite() ?? (first || uuid());
    first = '';
    if (id !== last) {
      write({ id, startedAt: at, lastAt: at });
      onNew(id);
    }
    return id;
  }

  return {
    renew,
    current(at, readOnly) {
      const given = ofSite();
      if (given) return given;
      const stored = (cookie?.get() ?? storage.get(KEY) ?? {}) as Partial<Stored>;
      const id = toId(stored.id);
      // Compares absolute differences: the device's clock can have been set back, and replayed calls are in the past.
      const isWithin = (time: unknown, minutes: number) => Math.abs(at - (time as number)) < minutes * 60_000;
      if (!id || !isWithin(stored.lastAt, idleMinutes) || !isWithin(stored.startedAt, maxHours * 60)) {
        return renew(at);
      }
      first = '';
      if (!readOnly && at - (stored.lastAt as number) > WRITE_INTERVAL_MS)
        write({ ...(stored as Stored), lastAt: at });
      return id;
    },
  };
}
