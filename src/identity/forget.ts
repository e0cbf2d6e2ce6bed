/**
 * Implements `forget()`: erases everything recorded before the call from the storages and from the memory of all tabs
 * of the origin.
 *
 * Other tabs are notified by a value that is written to localStorage and removed at once. It uses the same key that
 * notifies them of a sign-out, because a sign-out clears part of their memory too.
 */

import type { Config } from '../api/config';
import { listen, type Stop, stopAll } from '../browser/listen';
import { siteStorage } from '../browser/local-storage';
import type { EpochMs } from '../core/event';
import type { Page } from '../core/page';
import { storedKeys } from './stored-keys';
import { LEFT } from './user';

export function createForget(
  config: Config,
  page: Pick<Page, 'now' | 'scope' | 'storage'>,
  lists: { clear(): void },
  /** Drops the rows of this tab that were captured before that time. */
  dropBefore: (before: EpochMs) => void,
): { forget(): void; stop: Stop } {
  function forgetBefore(before: EpochMs): void {
    // After `stop()` the new scope is ended too, so that nothing starts.
    const { ended } = page.scope;
    page.scope.ended = page.scope.forgotten = true;
    page.scope = { ended };
    siteStorage.clearMemory();
    dropBefore(before);
    lists.clear();
  }

  return {
    forget() {
      // `LEFT` is one of these keys. It is written to notify the other tabs, and then removed again.
      for (const key of storedKeys(config.identityPoolId)) page.storage.set(key);
      page.storage.set(LEFT, -page.now());
      page.storage.set(LEFT);
      forgetBefore(Infinity);
    },
    stop: stopAll(
      listen<StorageEvent>(window, 'storage', ({ key, newValue }) => {
        const at = Number(newValue);
        if (key !== LEFT || !at) return;
        if (at < 0) forgetBefore(-at);
        else lists.clear();
      }),
      () => {
        page.scope.ended = true;
      },
    ),
  };
}
