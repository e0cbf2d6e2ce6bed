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

export function createGesture(): Gesture {
  let latest: Event | undefined;
  /** The position of the press. For a key it is undefined, and no distance to it is more than the limit. */
  let x: number;
  let y: number;
  /** Whether the event that counted for this gesture was trusted, or the control of the label that was clicked. */
  let counted: unknown;

  const onEvent = (event: MouseEvent) => {
    if (!event.isTrusted) return;
    latest = event;
    if (!/down/.test(event.type)) return;
    x = event.clientX;
    y = event.clientY;
    // `mousedown` belongs to the gesture of a script's event that counted: after a tap it follows `touchend`. Otherwise it
    // may be the first event of a click by assistive technology.
    if (counted || event.type !== 'mousedown') counted = undefined;
  };

  /** A hand that clicks moves the pointer a little, and may select a letter by that. Form events have no position. */
  const isDrag = (event: MouseEvent) =>
    Math.hypot(event.clientX - x, event.clientY - y) >
    (native(document, 'getSelection')?.isCollapsed ? 10 : 3);

  return {
    counts(event, item, path = [], control) {
      const { isTrusted } = event;
      // A trusted event may follow another one, such as the `change` that follows a click.
      const isRefused = isTrusted
        ? counted === false || path.includes(counted as Element)
        : counted != null || !latest?.composedPath().includes(item);
      if (isRefused) return false;
      counted = isTrusted && (control ?? true);
      return !isTrusted || !isDrag(event as MouseEvent);
    },
    // On `window` and before the other sources, so that the latest event is known when they run.
    stop: listen(window, 'pointerdown pointerup mousedown mouseup keydown keyup touchend click', onEvent),
  };
}
