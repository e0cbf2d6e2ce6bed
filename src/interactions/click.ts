/**
 * Clicks on items: by the main and the middle button, by keyboard, by touch; also where the page stops propagation.
 *
 * Inside the handler only what cannot wait is done: find the element, read its attributes, note the time. Nothing is
 * prevented, nothing is delayed.
 */

import { listen, type Stop } from '../browser/listen';
import { native } from '../browser/native';
import type { Captured } from '../core/event';
import type { Observed } from './attributes';

export function startClick(deps: {
  read: (path: readonly EventTarget[]) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
}): Stop {
  const onClick = (event: MouseEvent) => {
    // The main and the middle button; a right click opens a menu.
    if (!event.isTrusted || event.button > 1) return;
    const path = event.composedPath();
    // A click on a label is followed by one on its control: the one click of the visitor is counted there.
    const label = path.find((target): target is HTMLLabelElement => target instanceof HTMLLabelElement);
    if (label?.control && !path.includes(label.control)) return;
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

  // On window: before any listener of the page could stop it.
  return listen(window, 'click auxclick', onClick);
}

/** What is likely to take the page away: a link in this tab, or a submit. */
const LEAVING = 'a[href]:not([target],[download]),[type=submit],form button:not([type])';

const isLeaving = (event: MouseEvent, path: readonly EventTarget[]): boolean =>
  !(event.button || event.metaKey || event.ctrlKey || event.shiftKey) &&
  path.some((target) => target instanceof Element && native(target, 'matches', LEAVING));
