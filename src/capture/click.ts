/**
 * Clicks on items: by the main and the middle button, by keyboard, by touch; also where the page stops propagation.
 *
 * Inside the handler only what cannot wait is done: find the element, read its attributes, note the time. Nothing is
 * prevented, nothing is delayed.
 */

import { listen, type Stop } from '../browser/listen';
import type { Captured } from '../event';
import type { Observed } from './attributes';

export function startClick(deps: {
  read: (path: readonly EventTarget[]) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
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
    const seen = deps.read(path);
    const eventType = seen?.eventType('click');
    if (!seen || !eventType) return;
    deps.emit({
      eventType,
      fields: seen.fields(),
      list: seen.list,
      // The time of the click itself: a busy page may run this handler seconds later.
      at: Math.round(deps.now() - Math.max(0, performance.now() - event.timeStamp)),
      leaving: isLeaving(event, path),
    });
  };

  // On window and while capturing: before any listener of the page could stop it.
  return listen(window, 'click auxclick', onClick, { capture: true, passive: true });
}

/** What is likely to take the page away: a link in this tab, or a submit. */
const LEAVING = 'a[href]:not([target],[download]),[type=submit],form button:not([type])';

const isLeaving = (
  { button, metaKey, ctrlKey, shiftKey }: MouseEvent,
  path: readonly EventTarget[],
): boolean =>
  !button &&
  !metaKey &&
  !ctrlKey &&
  !shiftKey &&
  path.some((target) => target instanceof Element && target.matches(LEAVING));
