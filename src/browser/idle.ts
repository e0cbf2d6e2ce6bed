/** WebKit has no `requestIdleCallback` (https://bugs.webkit.org/show_bug.cgi?id=164193): there a short timer stands in. */

import { guard } from './listen';
import { ownGlobal } from './native';

/** Runs `fn` when the page has nothing better to do, and after `atTheLatestMs` in any case. */
export function whenIdle(fn: () => void, atTheLatestMs = 2000): void {
  const wait = (ownGlobal('requestIdleCallback') ?? setTimeout) as typeof requestIdleCallback;
  // A timer takes the options for a delay of nothing.
  wait(guard(fn), { timeout: atTheLatestMs });
}

/** For what somebody waits for. */
export const atOnce = (fn: () => void): void => fn();
