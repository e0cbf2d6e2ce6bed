/**
 * Calls a function after layout and before IntersectionObservers: in the callback of a ResizeObserver, so that reading
 * the layout costs no extra layout.
 */

import { guard, type Stop } from '../../browser/listen';
import { native } from '../../browser/native';

export interface AfterLayout {
  /** Requests a call after the layout of this frame, or of the next one if this one is laid out already. */
  ask(): void;
  stop: Stop;
}

/** `onLayout` is called once at first. `isResized`: the size of the body has changed, so any item may have moved. */
export function createAfterLayout(onLayout: (isResized: boolean) => void): AfterLayout {
  const html = native(document, 'documentElement');
  let isPending = false;
  let isStopped = false;

  const frame = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      isPending = false;
      onLayout(entries.some(({ target }) => target !== html));
    }),
  );
  // Its first callback calls `onLayout`.
  frame.observe(native(document, 'body'));

  return {
    ask() {
      if (isPending) return;
      isPending = true;
      // Not inside a ResizeObserver's callback, which would cause an error event of the page ("ResizeObserver loop …").
      requestAnimationFrame(() => {
        if (isStopped) return;
        frame.unobserve(html);
        frame.observe(html);
      });
    },
    stop() {
      isStopped = true;
      frame.disconnect();
    },
  };
}
