/**
 * Defers work until the browser is idle. WebKit has no `requestIdleCallback`
 * (https://bugs.webkit.org/show_bug.cgi?id=164193), so a short timer is the fallback there.
 */

import { guard } from './listen';
import { ownGlobal } from './native';

/** Runs `fn` when the browser is idle, or after `timeoutMs` if it is not idle before. */
export function whenIdle(fn: () => void, timeoutMs = 2000): void {
  const schedule = (ownGlobal('requestIdleCallback') ?? setTimeout) as typeof requestIdleCallback;
  // `setTimeout` converts the options object to a delay of 0 ms.
  schedule(guard(fn), { timeout: timeoutMs });
}

/** Runs `fn` synchronously. Use it instead of `whenIdle` where the page or the visitor waits for the result. */
export const atOnce = (fn: () => void): void => fn();
