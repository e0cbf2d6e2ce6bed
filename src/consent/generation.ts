/**
 * Notices that another tab of the site has withdrawn consent. A key names the generation of the stored data: it is
 * written with the first event, and a withdrawal removes it after everything else.
 *
 * The browser tells the other tabs about the removal, except those that are frozen or in the back/forward cache. These
 * compare the key when they continue. So no BroadcastChannel is needed, which can exclude a page from that cache.
 *
 * `forget()` removes the key too, and is no withdrawal: it writes another value before.
 */

import { later } from '../browser/later';
import { onRestored } from '../browser/lifecycle';
import { listen, type Stop, stopAll } from '../browser/listen';
import type { SiteStorage } from '../browser/site-storage';

export const GENERATION = 'personalize.generation';
/** As JSON in localStorage it is `""`. As a number it is 0, like no key. */
const FORGOTTEN = '';

/** Calls `fn` when another tab has withdrawn consent. */
export const onRemoved = (fn: () => void): Stop =>
  listen<StorageEvent>(window, 'storage', ({ key, oldValue, newValue }) => {
    if (key === GENERATION && !newValue && oldValue !== '""') fn();
  });

/** Call it before `forget()` removes the key. */
export const announceForget = (storage: SiteStorage): void => storage.set(GENERATION, FORGOTTEN);

export interface Generation {
  /** Writes the key if there is none: at first, and after `forget()` or a page that clears localStorage. */
  keep(): void;
  /** Another tab has stored data since this page lost its consent. */
  isReplaced(): boolean;
  /** This page has called `forget()`. */
  forget(): void;
  stop: Stop;
}

export function followGeneration(storage: SiteStorage, onWithdrawn: () => void): Generation {
  const read = () => Number(storage.get(GENERATION));
  /** 0 until there is one. */
  let own = read();
  let isForgotten = false;

  function keep(): void {
    isForgotten = false;
    if (read()) return;
    own ||= Math.random();
    storage.set(GENERATION, own);
  }

  // Later, because Chromium can show a cached page before the page that is left has written its key.
  const check = () =>
    later(() => {
      if (own && read() !== own) onWithdrawn();
    }, 50);

  return {
    keep,
    isReplaced: () => ![0, own].includes(read()),
    forget() {
      isForgotten = true;
      announceForget(storage);
    },
    stop: stopAll(
      listen<StorageEvent>(window, 'storage', ({ key, newValue }) => {
        // Two tabs can begin at the same time, each without having seen the other's key.
        if (key === GENERATION) own = Number(newValue) || own;
      }),
      listen(window, 'resume', check),
      onRestored(check),
      // A page that is frozen or cached needs a key to compare. Nor may such a page take `forget()` for a withdrawal.
      listen<PageTransitionEvent>(window, 'pagehide freeze', ({ persisted }) => {
        if (isForgotten || (!own && persisted !== false)) keep();
      }),
    ),
  };
}
