/**
 * Detects a change of the URL that loads no document.
 *
 * Engines without the Navigation API fire no event for `pushState`, and wrapping it would change the page. So the
 * caller runs `check` before it handles anything of the page: a change is then detected before anything is counted
 * under the new URL.
 */

import { listen, type Stop, stopAll } from './listen';
import { ownGlobal } from './native';

/** The URL without an anchor, which is not a route. `#/` and `#!` are kept: older routers put the route after them. */
const route = () => location.href.replace(/#(?![/!]).*/, '');

const withoutQuery = (url: string) => url.replace(/\?[^#]*/g, '');

/** `isPath`: more than the query has changed. */
export function watchUrl(onUrl: (isPath: boolean) => void): { check: () => void; stop: Stop } {
  let current = route();
  const check = () => {
    const previous = current;
    current = route();
    if (current !== previous) onUrl(withoutQuery(current) !== withoutQuery(previous));
  };
  return {
    check,
    stop: stopAll(
      listen(ownGlobal('navigation') as EventTarget | undefined, 'currententrychange', check),
      listen(globalThis.window, 'popstate hashchange', check),
    ),
  };
}
