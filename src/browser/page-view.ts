/**
 * When a new page begins for the visitor although no document is loaded: a route change of a single-page app, and a
 * return from the back/forward cache.
 *
 * Engines without the Navigation API tell nobody of `pushState`; wrapping it would be a change to the page. So whoever
 * is about to act on the page asks `check` first, and no route can change without something to act on.
 */

import { onRestored } from './lifecycle';
import { listen, type Stop, stopAll } from './listen';
import { ownGlobal } from './native';

/** Anchors within a page are no routes; `#/` and `#!` begin the routes of older routers. */
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
