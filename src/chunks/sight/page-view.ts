/** Detects a change of the URL that loads no document, and a return from the back/forward cache. */

import { onRestored } from '../../browser/lifecycle';
import { type Stop, stopAll } from '../../browser/listen';
import { watchUrl } from '../../browser/watch-url';

/** `isPath`: more than the query has changed. */
export function watchPageView(
  onUrl: (isPath: boolean) => void,
  onReturn: () => void,
): { check: () => void; stop: Stop } {
  const { check, stop } = watchUrl(onUrl);
  return { check, stop: stopAll(stop, onRestored(onReturn)) };
}
