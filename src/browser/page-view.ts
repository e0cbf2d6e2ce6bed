/**
 * Detects a new page view that loads no document: a route change of a single-page app, or a return from the
 * back/forward cache.
 *
 * Engines without the Navigation API fire no event for `pushState`, and wrapping it would change the page. So the
 * caller runs `check` before it handles a mutation or an event of the page: a route change is then detected before
 * anything is counted for the new page view.
 */

import { onRestored } from './lifecycle';
import { listen, type Stop, stopAll } from './listen';
import { ownGlobal } from './native';

/** The URL without an anchor, which is not a route. `#/` and `#!` are kept: older routers put the route after them. */
const route = () => location.href.replace(/#(?![/!]).*/, '');

export function watchPageView(onPageView: () => void): { check: () => void; stop: Stop } {
  let current = route();
  const check = () => {
    const next = route();
    if (next === current) return;
    current = next;
    onPageView();
  };
  return {
    check,
    stop: stopAll(
      listen(ownGlobal('navigation') as EventTarget | undefined, 'currententrychange', check),
      listen(window, 'popstate hashchange', check),
      onRestored(onPageView),
    ),
  };
}
