/**
 * Finds the items with enough pixels in the viewport. The sight chunk, loaded with the first of them, decides whether
 * the visitor could see them for long enough.
 */

import type { Stop } from '../browser/listen';
import type { Crowd, Sight, WithCrowd, WithSight } from '../core/sources';
import { createObservers } from './observers';

/** From this number of items, observing all of them costs more than the crowd chunk, which observes only some. */
const CROWD = 500;

export interface Impressions {
  /** Observes an element. Also called after a change: if the element has a new item, the second starts again. */
  observe(element: Element): void;
  /** Items can have been shown or hidden: one check follows for all changes of the next moment. */
  lookSoon(records?: readonly MutationRecord[]): void;
  /** Checks the items now, because the page can be gone after this task. */
  look(): void;
  stop: Stop;
}

export function startVisibility(ratio: number, withSight: WithSight, withCrowd: WithCrowd): Impressions {
  const found = new WeakSet<Element>();
  /** The elements with enough pixels in view, with the time since when. */
  const inView = new Map<Element, number>();
  /** Weak references, so that nodes removed by the page can be garbage-collected. */
  const early: WeakRef<Element>[] = [];
  const observers = createObservers(ratio, onEntry, () => crowd?.notice());
  const { observe, unobserve, measure } = observers;
  let [sight, crowd]: [Sight?, Crowd?] = [];
  let isAsked = false;

  function onEntry(element: Element, time: number, isEnough: boolean, hasBox: boolean): void {
    if (!isEnough) inView.delete(element);
    else if (!inView.has(element)) inView.set(element, time);
    if ((isEnough || !hasBox) && !isAsked) {
      isAsked = true;
      withSight(observers, startSight);
    }
    sight?.onEntry(element, time, isEnough, hasBox);
  }

  function startSight(loaded: Sight): void {
    sight = loaded;
    for (const [element, time] of inView) loaded.onEntry(element, time, true, true);
    // Each element is measured again, because the chunk must also know those that have no box.
    if (!crowd) for (const element of early.map((each) => each.deref())) if (element) measure(element);
  }

  /** Stops observing an element, for the crowd. Returns false if it is in view; then it stays observed. */
  function release(element: Element): boolean {
    if (inView.has(element)) return false;
    unobserve(element);
    return true;
  }

  return {
    observe(element) {
      if (found.has(element)) sight?.onChanged(element);
      else if (found.add(element) && !crowd) {
        observe(element);
        if (early.push(new WeakRef(element)) === CROWD) {
          withCrowd({ observe, release, early }, (loaded) => {
            crowd = loaded;
          });
        }
      }
      crowd?.add(element);
    },
    look() {
      if (sight) sight.look();
      // The page is hidden: what was in view starts again when the chunk has come.
      else inView.clear();
    },
    lookSoon(records) {
      crowd?.notice(records);
      sight?.lookSoon(records);
    },
    stop: observers.stop,
  };
}
