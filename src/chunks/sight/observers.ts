/**
 * Observes elements with one IntersectionObserver per required ratio. The ratio of an element depends on its size, which
 * is known once it was measured: a new size can move it to another observer.
 */

import { guard, type Stop } from '../../browser/listen';
import { requiredRatio } from './required-ratio';

export interface Observers {
  observe(element: Element): void;
  unobserve(element: Element): void;
  /** Reports an element that is observed already once more. */
  measure(element: Element): void;
  /** Handles the entries that the browser has not delivered yet. */
  takeRecords(): void;
  stop: Stop;
}

/** `hasBox`: whether the element has an area of its own. `time` is a time of `performance.now()`. */
export type OnEntry = (element: Element, time: number, isEnough: boolean, hasBox: boolean) => void;

/** `onBatch` is called after each batch of entries. */
export function createObservers(ratio: number, onEntry: OnEntry, onBatch: () => void): Observers {
  const needs = new WeakMap<Element, number>();
  const observers = new Map<number, IntersectionObserver>();

  function observerOf(element: Element): IntersectionObserver {
    const need = needs.get(element) ?? ratio;
    const known = observers.get(need);
    if (known) return known;
    const made = new IntersectionObserver(
      guard((entries) => {
        entries.forEach(handle);
        onBatch();
      }),
      // The threshold 0 measures an item again when it enters the viewport.
      { threshold: [0, need] },
    );
    observers.set(need, made);
    return made;
  }

  function handle(entry: IntersectionObserverEntry): void {
    const { target, time, boundingClientRect: box, rootBounds } = entry;
    const hasBox = box.width * box.height > 0;
    const need = requiredRatio(box, rootBounds, ratio);
    if (hasBox && need !== (needs.get(target) ?? ratio)) {
      unobserve(target);
      needs.set(target, need);
      observe(target);
    }
    onEntry(target, time, hasBox && shareInView(entry) >= need, hasBox);
  }

  const observe = (element: Element) => observerOf(element).observe(element);
  const unobserve = (element: Element) => observerOf(element).unobserve(element);

  return {
    observe,
    unobserve,
    measure(element) {
      unobserve(element);
      observe(element);
    },
    takeRecords() {
      for (const observer of observers.values()) observer.takeRecords().forEach(handle);
    },
    stop() {
      for (const observer of observers.values()) observer.disconnect();
    },
  };
}

/** The share of the element's pixels that is in view; 0 for one without a box. */
function shareInView({
  isIntersecting,
  boundingClientRect: box,
  intersectionRect: part,
}: IntersectionObserverEntry): number {
  const area = box.width * box.height;
  return isIntersecting && area ? (part.width * part.height) / area : 0;
}
