/**
 * Finds the items with enough pixels in the viewport. The sight chunk, loaded with the first of them, decides whether
 * the visitor could see them for long enough.
 */

import type { Stop } from '../browser/listen';
import type { Crowd, Sight, WithCrowd, WithSight } from '../core/sources';
import { createInView } from './in-view';

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
  /** Weak references, so that nodes removed by the page can be garbage-collected. */
  const early: WeakRef<Element>[] = [];
  const inView = createInView(ratio, onEntry, () => crowd?.notice());
  const { observe, measure, release, since } = inView;
  let [sight, crowd]: [Sight?, Crowd?] = [];
  const askSight = once(() => withSight(inView, useSight));
  const askCrowd = once(() =>
    withCrowd({ observe, release, early }, (loaded) => {
      crowd = loaded;
    }),
  );

  function onEntry(element: Element, time: number, isEnough: boolean, hasBox: boolean): void {
    if (isEnough || !hasBox) askSight();
    sight?.onEntry(element, time, isEnough, hasBox);
  }

  function useSight(loaded: Sight): void {
    sight = loaded;
    for (const [element, time] of since) loaded.onEntry(element, time, true, true);
    // Each element is measured again, because the chunk must also know those that have no box. So it comes before crowd.
    for (const element of early.map((each) => each.deref())) if (element) measure(element);
    if (early.length >= CROWD) askCrowd();
  }

  return {
    observe(element) {
      if (found.has(element)) {
        if (sight) sight.onChanged(element);
        else if (since.has(element)) since.set(element, performance.now());
      } else if (found.add(element) && !crowd) {
        observe(element);
        if (early.push(new WeakRef(element)) < CROWD) return;
        askSight();
        if (sight) askCrowd();
      }
      crowd?.add(element);
    },
    look() {
      if (sight) sight.look();
      // The page is hidden: what was in view starts again when the chunk has come.
      else since.clear();
    },
    lookSoon(records) {
      crowd?.notice(records);
      sight?.lookSoon(records);
    },
    stop: inView.stop,
  };
}

function once(fn: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) fn();
    isDone = true;
  };
}
