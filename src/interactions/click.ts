/**
 * Captures clicks on items: with the main and the middle button, by keyboard and by touch, even if the page stops
 * propagation.
 *
 * The handler does only the work that cannot be deferred: it finds the element, reads its attributes and records the
 * time. It does not prevent or delay the click.
 */

import { listen, type Stop } from '../browser/listen';
import { isElement, native } from '../browser/native';
import type { Captured } from '../core/event';
import type { Observed } from './attributes';
import type { Gesture } from './gesture';

export function startClick(deps: {
  read: (path: readonly EventTarget[]) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
  counts: Gesture['counts'];
}): Stop {
  const onClick = (event: MouseEvent) => {
    // Ignores the right button, which opens a menu.
    if (event.button > 1) return;
    const path = event.composedPath();
    // After a click on a label, but not on a link or another control in it, the browser clicks its control, unless the page
    // prevents it. So the click on the label counts, with the attributes of the control.
    const control = (path.find(matching('a,label,:enabled')) as HTMLLabelElement | undefined)?.control;
    if (control) path.unshift(control);
    const observed = deps.read(path);
    const eventType = observed?.eventType('click');
    if (!observed || !eventType || !deps.counts(event, observed.item, path, control)) return;
    deps.emit({
      eventType,
      fields: observed.fields(),
      list: observed.list,
      // The time of the click itself, because a busy page can run this handler seconds later.
      at: Math.round(deps.now() - Math.max(0, performance.now() - event.timeStamp)),
      leaving: isLeaving(event, path),
    });
  };

  // On `window`, so that no other listener of the page can stop the event first.
  return listen(window, 'click auxclick', onClick);
}

/** Elements whose click is likely to leave the page: a link that opens in this tab, or a submit button. */
const LEAVING = 'a[href]:not([target],[download]),[type=submit],form button:not([type])';

const isLeaving = (event: MouseEvent, path: readonly EventTarget[]): boolean =>
  !(event.button || event.metaKey || event.ctrlKey || event.shiftKey) && path.some(matching(LEAVING));

const matching = (selector: string) => (target: EventTarget) =>
  isElement(target) && native(target, 'matches', selector);
