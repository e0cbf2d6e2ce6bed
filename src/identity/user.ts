/** Stores the known user until `reset()`, shared by all tabs. */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs, UserId } from '../core/event';
import { toId } from '../core/limits';

export interface User {
  current(): UserId | undefined;
  set(id: UserId): void;
  /** Removes the known user. Later events are anonymous. */
  leave(at: EpochMs): void;
}

const KEY = 'personalize.user';
/**
 * When the last known user signed out. It notifies other tabs. It contains no id, because `reset()` erases the user.
 */
export const LEFT = 'personalize.left';

export function createUser(storage: SiteStorage): User {
  const current = () => toId(storage.get(KEY));
  return {
    current,
    set: (id) => storage.set(KEY, id),
    leave(at) {
      if (current()) storage.set(LEFT, at);
      storage.set(KEY);
    },
  };
}
