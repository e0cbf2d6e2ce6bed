/** The elements with enough pixels in the viewport, and since when. */

import { createObservers, type Observers, type OnEntry } from './observers';

export interface InView extends Observers {
  /** Each element with the time of `performance.now()` since when it is in view. */
  since: Map<Element, number>;
  /** Stops observing an element. Returns false if it is in view; then it stays observed. */
  release(element: Element): boolean;
}

export function createInView(ratio: number, onEntry: OnEntry, onBatch: () => void): InView {
  const since = new Map<Element, number>();
  const observers = createObservers(
    ratio,
    (element, time, isEnough, hasBox) => {
      if (!isEnough) since.delete(element);
      else if (!since.has(element)) since.set(element, time);
      onEntry(element, time, isEnough, hasBox);
    },
    onBatch,
  );

  /** Nothing more is reported of the element, not even that it has left. */
  function unobserve(element: Element): void {
    observers.unobserve(element);
    since.delete(element);
  }

  return {
    ...observers,
    unobserve,
    since,
    release(element) {
      if (since.has(element)) return false;
      unobserve(element);
      return true;
    },
  };
}
