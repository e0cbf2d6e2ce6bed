/** Stores that can be closed: work that an ended core had begun must not store anything later. */

import type { UseStore } from 'idb-keyval';
import type { SiteStorage } from '../browser/site-storage';

export interface GuardedStores {
  storage: SiteStorage;
  use: UseStore;
  close(): void;
}

export function guardStores({ get, set }: SiteStorage, use: UseStore): GuardedStores {
  let isOpen = true;
  const check = () => {
    // Without a reason: nobody needs to be warned.
    if (!isOpen) throw undefined;
  };
  return {
    storage: {
      get: (key) => (isOpen ? get(key) : null),
      set(key, value) {
        if (isOpen) set(key, value);
      },
    },
    async use(mode, fn) {
      check();
      return use(mode, (store) => {
        // Opening the database takes time.
        check();
        return fn(store);
      });
    },
    close() {
      isOpen = false;
    },
  };
}
