/**
 * When a page goes away and when it comes back.
 *
 * `pagehide` fires on `window` only, never on `document`. On navigation it comes before `visibilitychange`; on a
 * phone the change to hidden is the last sure point. `unload` and `beforeunload` would cost the back/forward cache.
 */

import { listen, type Stop } from './listen';

export function onLeave(fn: (ending: boolean) => void): Stop {
  const stopHide = listen(window, 'pagehide', () => fn(true));
  const stopHidden = listen(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') fn(false);
  });
  return () => {
    stopHide();
    stopHidden();
  };
}

/** Shown again, restored from the back/forward cache, or (as a hint) online again. */
export function onReturn(fn: () => void): Stop {
  const stops = [
    listen<PageTransitionEvent>(window, 'pageshow', (event) => {
      if (event.persisted) fn();
    }),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') fn();
    }),
    listen(window, 'online', fn),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
