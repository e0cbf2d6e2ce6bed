/** WebKit has no `requestIdleCallback` (https://bugs.webkit.org/show_bug.cgi?id=164193): there a short timer stands in. */

/** Late enough to be out of the way of the page's start, early enough for a visit of seconds. */
const AT_THE_LATEST_MS = 2000;

export function whenIdle(fn: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(fn, { timeout: AT_THE_LATEST_MS });
  else setTimeout(fn, 1);
}
