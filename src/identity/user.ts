/** The known visitor, remembered by the site until `reset()`, the same in all tabs. */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs, UserId } from '../core/event';
import { toId } from '../core/limits';

export interface User {
  current(): UserId | undefined;
  set(id: UserId): void;
  /** Nobody is known from now on. */
  leave(at: EpochMs): void;
}

const KEY = 'personalize.user';
/** When the last known user left: other tabs hear of it, and it has no id in it, since `reset()` forgets the user. */
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
