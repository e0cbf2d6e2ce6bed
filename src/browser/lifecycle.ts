/**
 * When a page goes away and when it comes back.
 *
 * `pagehide` fires on `window` only, never on `document`. On navigation it comes before `visibilitychange`; on a
 * phone the change to hidden is the last sure point. `unload` and `beforeunload` would cost the back/forward cache.
 */

import { listen, type Stop, stopAll } from './listen';
import { native } from './native';

export const isVisible = (): boolean => !native(document, 'hidden');

export const onLeave = (fn: () => void): Stop =>
  stopAll(
    listen(window, 'pagehide', fn),
    listen(window, 'visibilitychange', () => isVisible() || fn()),
  );

/** Restored from the back/forward cache: a page of minutes or days ago goes on. */
export const onRestored = (fn: () => void): Stop =>
  listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => persisted && fn());

/** Shown again, restored, or (as a hint) online again. */
export const onReturn = (fn: () => void): Stop =>
  stopAll(
    onRestored(fn),
    listen(window, 'visibilitychange', () => isVisible() && fn()),
    listen(window, 'online', fn),
  );
