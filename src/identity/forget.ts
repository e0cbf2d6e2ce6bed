/**
 * `forget()`: nothing of before is left, neither in the storages nor in the memory of any tab of the origin.
 *
 * Other tabs hear of it by a value in localStorage that stands there for a moment. It is the key under which they hear
 * of a user who has left, which changes their memory as well.
 */

import { listen, type Stop, stopAll } from '../browser/listen';
import { siteStorage } from '../browser/local-storage';
import type { EpochMs } from '../core/event';
import type { DeliveryParts } from '../delivery/transport';
import { storedKeys } from './stored-keys';
import { LEFT } from './user';

export function createForget(
  parts: Pick<DeliveryParts, 'config' | 'now' | 'scope'>,
  lists: { clear(): void },
  /** Drops the rows that this tab has from before that time. */
  dropBefore: (before: EpochMs) => void,
): { forget(): void; stop: Stop } {
  function forgetBefore(before: EpochMs): void {
    // After `stop()` nothing begins.
    const { ended } = parts.scope;
    parts.scope.ended = parts.scope.forgotten = true;
    parts.scope = { ended };
    siteStorage.clearMemory();
    dropBefore(before);
    lists.clear();
  }

  return {
    forget() {
      // The last key is erased again after the others have been told.
      for (const key of storedKeys(parts.config.identityPoolId)) siteStorage.set(key);
      siteStorage.set(LEFT, -parts.now());
      siteStorage.set(LEFT);
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
        parts.scope.ended = true;
      },
    ),
  };
}
