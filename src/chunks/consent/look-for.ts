/**
 * Calls `look` until it returns true: at once, often in the first second, then whenever the page has loaded or changed.
 * A platform can be added at any time, and it adds elements. `look` does not throw.
 */

import { type Stop, stopAll } from '../../browser/listen';
import type { PlatformPage } from './follow';

const EVERY_MS = 50;

export function lookFor({ later, listen }: PlatformPage, look: () => unknown): Stop {
  let left = 20;
  const check = () => {
    if (look()) stop();
  };
  const observer = new MutationObserver(check);
  const stop = stopAll(listen(window, 'load', check), () => {
    left = 0;
    observer.disconnect();
  });
  const poll = () => {
    if (left-- < 1) return;
    later(poll, EVERY_MS);
    check();
  };
  observer.observe(document, { childList: true, subtree: true });
  poll();
  return stop;
}
