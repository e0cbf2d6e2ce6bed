/**
 * Detects when a page is left and when the visitor returns to it.
 *
 * `pagehide` fires on `window` only, never on `document`. On navigation it fires before `visibilitychange`. On a phone
 * the change to hidden is the last event that reliably fires. `unload` and `beforeunload` are not used, because they
 * exclude the page from the back/forward cache.
 */

import { listen, type Stop, stopAll } from './listen';
import { native } from './native';

export const isVisible = (): boolean => !native(document, 'hidden');

export const onLeave = (fn: () => void): Stop =>
  stopAll(
    listen(window, 'pagehide', fn),
    listen(window, 'visibilitychange', () => isVisible() || fn()),
  );

/** Calls `fn` when the page is restored from the back/forward cache, minutes or days after it was left. */
export const onRestored = (fn: () => void): Stop =>
  listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => persisted && fn());

/** Calls `fn` when the page is shown again, restored, or online again. The `online` event is only a hint. */
export const onReturn = (fn: () => void): Stop =>
  stopAll(
    onRestored(fn),
    listen(window, 'visibilitychange', () => isVisible() && fn()),
    listen(window, 'online', fn),
  );
