/** The known visitor, remembered by the site until `reset()`, the same in all tabs. */

import type { SiteStorage } from '../browser/site-storage';
import type { UserId } from '../event';
import { toId } from '../limits';

export interface User {
  current(): UserId | undefined;
  set(id: UserId): void;
  forget(): void;
}

const KEY = 'personalize.user';

export function createUser(storage: SiteStorage): User {
  return {
    current: () => toId(storage.get(KEY)),
    set: (id) => storage.set(KEY, id),
    forget: () => storage.set(KEY, undefined),
  };
}
