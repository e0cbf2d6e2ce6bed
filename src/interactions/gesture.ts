/**
 * Follows what the visitor does with pointer and keys, so that one gesture counts as one event.
 *
 * Libraries turn a key, a press or a release into an event of their own (`element.click()`, `dispatchEvent`), which is
 * not trusted, like any event of a script. It counts only while the page handles an event of the visitor on the same
 * item, in its listeners or in their microtasks: until then the `composedPath()` of the visitor's event is not empty.
 */

import { listen, type Stop } from '../browser/listen';
import { native } from '../browser/native';

export interface Gesture {
  /**
   * Whether the event counts for the item: the visitor caused it, it is neither a drag nor a selection of text, and the
   * gesture has not counted yet. With the `path` of a click: after one on a label, that on its `control` does not count.
   */
  counts(event: Event, item: Element, path?: readonly EventTarget[], control?: Element | null): boolean;
  stop: Stop;
}

/** How long after a gesture a form without a pressed button is submitted by it, as for the user activation of engines. */
const SUBMIT_MS = 5000;

export function createGesture(): Gesture {
  let latest: Event | undefined;
  /** A key has no position, and no distance to it is more than the limit. */
  let press: MouseEvent | undefined;
  /** What counted for this gesture: the type of a script's event, the control of a label that was clicked, or `true`. */
  let counted: unknown;

  const onEvent = (event: PointerEvent) => {
    if (!event.isTrusted) return;
    latest = event;
    // The press of a second finger neither begins a gesture nor ends one.
    if (!/down/.test(event.type) || event.isPrimary === false) return;
    press = event;
    // `mousedown` belongs to the gesture of a script's event that counted: after a tap it follows `touchend`. Otherwise it
    // may be the first event of a click by assistive technology.
    if (typeof counted !== 'string' || event.type !== 'mousedown') counted = undefined;
  };

  /**
   * A hand that clicks moves the pointer a little, and may select a letter by that. Such a selection ends in the element
   * under the pointer. A click by key or assistive technology has no `detail` and possibly no press, like form events.
   */
  const isDrag = (event: MouseEvent) => {
    const selection = native(document, 'getSelection');
    return (
      event.detail &&
      Math.hypot(event.clientX - (press?.clientX as number), event.clientY - (press?.clientY as number)) >
        (selection?.isCollapsed || !native(event.target as Node, 'contains', selection?.focusNode as Node)
          ? 10
          : 3)
    );
  };

  return {
    counts(event, item, path, control) {
      // A trusted event may follow another one, such as the `change` that follows a click. A script can submit a form, too,
      // but seldom names a button.
      const isRefused = event.isTrusted
        ? counted === event.type ||
          path?.includes(counted as Element) ||
          !latest ||
          ((event as SubmitEvent).submitter === null && event.timeStamp - latest.timeStamp > SUBMIT_MS)
        : counted != null || !latest?.composedPath().includes(item);
      if (isRefused) return false;
      counted = event.isTrusted ? (control ?? counted ?? true) : event.type;
      return !event.isTrusted || !isDrag(event as MouseEvent);
    },
    // On `window` and before the other sources, so that the latest event is known when they run.
    stop: listen(window, 'pointerdown pointerup mousedown mouseup keydown keyup touchend click', onEvent),
  };
}
