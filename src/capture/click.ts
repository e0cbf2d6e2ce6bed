/**
 * Clicks on items: by the main and the middle button, by keyboard, by touch; also where the page stops propagation.
 *
 * Inside the handler only what cannot wait is done: find the element, read its attributes, note the time. Nothing is
 * prevented, nothing is delayed.
 */

import { listen, type Stop } from '../browser/listen';
import type { Captured } from '../event';
import { observe } from './attributes';

export function startClick(deps: {
  prefix: string;
  now: () => number;
  emit: (captured: Captured) => void;
  say: (message: string) => void;
}): Stop {
  /** The control that the browser is about to click because its label was clicked: still the same click. */
  let labelled: EventTarget | undefined;

  const onClick = (event: MouseEvent) => {
    if (!event.isTrusted || (event.type === 'auxclick' && event.button !== 1)) return;
    const path = event.composedPath();
    if (labelled && path[0] === labelled) {
      labelled = undefined;
      return;
    }
    const label = path.find((target): target is HTMLLabelElement => target instanceof HTMLLabelElement);
    if (label?.control && !path.includes(label.control)) {
      labelled = label.control;
      // The second click, if the page lets it come, comes in this same task.
      setTimeout(() => {
        labelled = undefined;
      });
    }
    const seen = observe(path, deps.prefix, deps.say);
    const eventType = seen?.eventType('click');
    if (!seen || !eventType) return;
    deps.emit({
      eventType,
      fields: seen.fields,
      list: seen.list,
      // The time of the click itself: a busy page may run this handler seconds later.
      at: Math.round(deps.now() - Math.max(0, performance.now() - event.timeStamp)),
      leaving: isLeaving(event, path),
    });
  };

  // On window and while capturing: before any listener of the page could stop it.
  const stops = ['click', 'auxclick'].map((type) =>
    listen(window, type, onClick, { capture: true, passive: true }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whether this click is likely to take the page away: a link in this tab, or a submit. */
function isLeaving(event: MouseEvent, path: readonly EventTarget[]): boolean {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  return path.some(
    (target) =>
      ((target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement) &&
        target.href !== '' &&
        (!target.target || target.target === '_self') &&
        !target.hasAttribute('download')) ||
      ((target instanceof HTMLButtonElement || target instanceof HTMLInputElement) &&
        target.type === 'submit' &&
        target.form !== null),
  );
}
