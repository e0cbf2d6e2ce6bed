/** The elements with enough pixels in the viewport. */

import { createObservers, type Observers, type OnEntry } from './observers';

export interface InView extends Observers {
  /** Stops observing an element. Returns false if it is in view; then it stays observed. */
  release(element: Element): boolean;
}

export function createInView(ratio: number, onEntry: OnEntry, onBatch: () => void): InView {
  const inView = new Set<Element>();
  const observers = createObservers(
    ratio,
    (element, time, isEnough, hasBox) => {
      if (isEnough) inView.add(element);
      else inView.delete(element);
      onEntry(element, time, isEnough, hasBox);
    },
    onBatch,
  );

  /** Nothing more is reported of the element, not even that it has left. */
  function unobserve(element: Element): void {
    observers.unobserve(element);
    inView.delete(element);
  }

  return {
    ...observers,
    unobserve,
    release(element) {
      if (inView.has(element)) return false;
      unobserve(element);
      return true;
    },
  };
}
