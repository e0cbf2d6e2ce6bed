/**
 * Observes elements with one IntersectionObserver per required ratio. The ratio of an element depends on its size, which
 * is known once it was measured: a new size can move it to another observer.
 */

import { guard, type Stop } from '../browser/listen';
import { requiredRatio } from '../core/required-ratio';

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

  function handle({
    target,
    time,
    isIntersecting,
    boundingClientRect: box,
    intersectionRect: part,
    rootBounds,
  }: IntersectionObserverEntry): void {
    const area = box.width * box.height;
    const need = requiredRatio(box, rootBounds, ratio);
    if (area && need !== (needs.get(target) ?? ratio)) {
      unobserve(target);
      needs.set(target, need);
      observe(target);
    }
    onEntry(target, time, isIntersecting && area > 0 && (part.width * part.height) / area >= need, area > 0);
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
