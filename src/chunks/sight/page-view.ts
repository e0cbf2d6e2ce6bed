/** Detects a change of the URL that loads no document, and a return from the back/forward cache. */

import { onRestored } from '../../browser/lifecycle';
import { stopAll } from '../../browser/listen';
import { watchUrl } from '../../browser/watch-url';

/** `isPath`: more than the query has changed. */
export function watchPageView(onUrl: (isPath: boolean) => void, onReturn: () => void) {
  const { check, stop } = watchUrl(onUrl);
  return {
    check,
    /** Lets `fn` see a change of the URL that no event has reported. */
    checkBefore:
      <A, R>(fn: (given: A) => R) =>
      (given: A): R => {
        check();
        return fn(given);
      },
    stop: stopAll(stop, onRestored(onReturn)),
  };
}
