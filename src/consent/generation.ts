/**
 * Notices that another tab of the site has withdrawn consent. A key names the generation of the stored data: it is
 * written at a grant, and a withdrawal removes it after everything else.
 *
 * The browser tells the other tabs about the removal, except those that are frozen or in the back/forward cache. These
 * compare the key when they continue. So no BroadcastChannel is needed, which can exclude a page from that cache.
 */

import { onRestored } from '../browser/lifecycle';
import { listen, type Stop, stopAll } from '../browser/listen';
import type { SiteStorage } from '../browser/site-storage';

export const GENERATION = 'personalize.generation';

/** Calls `fn` when another tab has withdrawn consent. */
export const onRemoved = (fn: () => void): Stop =>
  listen<StorageEvent>(window, 'storage', ({ key, newValue }) => {
    if (key === GENERATION && !newValue) fn();
  });

export interface Generation {
  /** Writes the key again if the page has cleared localStorage: that is not a withdrawal. */
  keep(): void;
  /** Another tab has stored data since this page lost its consent. */
  isReplaced(): boolean;
  stop: Stop;
}

export function followGeneration(storage: SiteStorage, onWithdrawn: () => void): Generation {
  const read = () => Number(storage.get(GENERATION));
  // Of few values, so that it identifies nobody.
  let own = read() || 1 + Math.floor(Math.random() * 1000);
  const keep = () => {
    if (!read()) storage.set(GENERATION, own);
  };
  const check = () => {
    if (read() !== own) onWithdrawn();
  };
  keep();

  return {
    keep,
    isReplaced: () => ![0, own].includes(read()),
    stop: stopAll(
      listen<StorageEvent>(window, 'storage', ({ key, newValue }) => {
        // Two tabs can begin at the same time, each without having seen the other's key.
        if (key === GENERATION && newValue) own = Number(newValue);
      }),
      listen(window, 'resume', check),
      onRestored(check),
    ),
  };
}
