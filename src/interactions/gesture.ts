/**
 * Follows what the visitor does with pointer and keys, so that one gesture counts as one event.
 *
 * Libraries turn a key, a press or a release into an event of their own (`element.click()`, `dispatchEvent`), which is
 * not trusted, like any event of a script. It counts only while the page handles an event of the visitor on the same
 * item, in its listeners or in their microtasks: until then the `composedPath()` of the visitor's event is not empty.
 */

import { listen, type Stop } from '../browser/listen';

export interface Gesture {
  /**
   * Whether the event counts for the item: the visitor caused it, it is neither a drag nor a selection of text, and the
   * gesture has not counted as one of its type yet. After a click on a label, the browser's click on its `control` does
   * not count.
   */
  counts(event: Event, item: Element, control?: Element | null): boolean;
  stop: Stop;
}

export function createGesture(): Gesture {
  let latest: Event | undefined;
  /** The position of the press, and its distance to the release. For keys these are not numbers. */
  let x: number;
  let y: number;
  let moved: number;
  /** By type of event: whether the event that the gesture counts as was trusted, or the control of the clicked label. */
  let counted: Record<string, unknown> = {};

  const onEvent = (event: MouseEvent) => {
    if (!event.isTrusted) return;
    const { type } = event;
    latest = event;
    if (/up/.test(type)) moved = Math.hypot(event.clientX - x, event.clientY - y);
    if (/down/.test(type)) {
      x = event.clientX;
      y = event.clientY;
      moved = 0;
      // No gesture begins with `mousedown`: after a tap it follows `touchend`.
      if (type !== 'mousedown') counted = {};
    }
  };
  /** A hand that clicks moves the pointer a little, and may select a letter by that. */
  const isDrag = (item: Element) =>
    moved > 10 || (moved > 3 && !getSelection()?.isCollapsed && getSelection()?.containsNode(item, true));

  return {
    counts(event, item, control) {
      const { type, isTrusted } = event;
      const before = counted[type];
      if (
        isTrusted
          ? before === false ||
            event.composedPath().includes(before as Element) ||
            (/click/.test(type) && isDrag(item))
          : before != null || latest?.type === type || !latest?.composedPath().includes(item)
      )
        return false;
      counted[type] = control ?? isTrusted;
      return true;
    },
    // On `window` and before the other sources, so that the latest event is known when they run.
    stop: listen(
      window,
      'pointerdown mousedown pointerup mouseup touchend keydown keypress keyup click',
      onEvent,
    ),
  };
}
