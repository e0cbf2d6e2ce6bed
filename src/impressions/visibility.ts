/**
 * Detects seen items: enough of an item's pixels, for one continuous second, in a visible tab.
 *
 * The second ends if the tab is hidden, if the element is invisible but takes up space, or if the node gets a new item.
 */

import { later } from '../browser/later';
import { isVisible } from '../browser/lifecycle';
import { guard, listen, type Stop } from '../browser/listen';
import type { Crowd, WithCrowd } from '../core/sources';
import { isShown } from './is-shown';
import { requiredRatio } from './required-ratio';

/** Two frames. The observer reports that an item is out of view one frame later. */
const SLACK_MS = 34;
/** How often, during the second, an item is checked for invisibility. */
const LOOK_MS = 250;

/** Combines a burst of changes into one check, and is short compared to the second. */
const SOON_MS = 50;
/** From this number of items, observing all of them costs more than the crowd chunk, which observes only some. */
const CROWD = 500;

/** What an element shows at one moment: an item of a list. */
export interface Sighting {
  /** The list and item as one string. The second starts again when it changes. */
  key: string;
  /** The second is complete: adds the item to its list. */
  seen(): void;
}

interface Watched {
  /** For what the second has started. Read when the item comes into view, not for a whole page. */
  sighting?: Sighting | undefined;
  /** The ratio at which it counts as visible, calculated from its last known size. */
  need: number;
  /** The start of the continuous visibility, as a `performance.now()` time. */
  since?: number | undefined;
  seen?: boolean;
}

export interface Impressions {
  /** Observes an element. Also called after a change: if the element has a new item, the second starts again. */
  observe(element: Element): void;
  /** Items can have been shown or hidden: schedules one check for all changes of the next `SOON_MS`. */
  lookSoon(records?: readonly MutationRecord[]): void;
  /** Checks the items now, because the page can be gone after this task. */
  look(): void;
  /** A new page view starts: all items can be seen again. */
  restartAll(): void;
  stop: Stop;
}

export function startVisibility(deps: {
  ratio: number;
  ms: number;
  /** Reads what an element shows now; `undefined` if it is not observed. */
  sight: (element: Element) => Sighting | undefined;
  withCrowd: WithCrowd;
}): Impressions {
  const { ms } = deps;
  const watched = new WeakMap<Element, Watched>();
  const inView = new Map<Element, Watched>();
  const observers = new Map<number, IntersectionObserver>();
  let stopTimer: Stop | undefined;
  let crowd: Crowd | undefined;
  /** Weak references, so that nodes removed by the page can be garbage-collected. */
  const early: WeakRef<Element>[] = [];

  const observing = (element: Element) => observerOf(watched.get(element)?.need ?? deps.ratio);
  const observe = (element: Element) => observing(element).observe(element);

  function observerOf(need: number): IntersectionObserver {
    const known = observers.get(need);
    if (known) return known;
    // The threshold 0 measures an item again when it enters the viewport.
    const made = new IntersectionObserver(
      guard((entries) => {
        entries.forEach(onEntry);
        crowd?.notice();
      }),
      { threshold: [0, need] },
    );
    observers.set(need, made);
    return made;
  }

  /** Stops observing an element, for the crowd. Returns false if it is in view; then it stays observed. */
  function release(element: Element): boolean {
    if (inView.has(element)) return false;
    observing(element).unobserve(element);
    return true;
  }

  function onEntry(entry: IntersectionObserverEntry): void {
    const { target, time, isIntersecting, boundingClientRect: box, intersectionRect: part } = entry;
    const item = watched.get(target);
    if (!item) return;
    const area = box.width * box.height;
    const need = area ? requiredRatio(box, entry.rootBounds, deps.ratio) : item.need;
    if (need !== item.need) {
      observerOf(item.need).unobserve(target);
      item.need = need;
      observerOf(need).observe(target);
    }
    const enough = isIntersecting && area > 0 && (part.width * part.height) / area >= need;
    if (enough === inView.has(target)) return;
    if (enough) {
      inView.set(target, item);
      begin(target, item, time);
    } else {
      inView.delete(target);
      end(target, item, time);
      // `seen()` deduplicates within the page view. In the next page view the item can be seen again.
      item.seen = false;
    }
  }

  function begin(element: Element, item: Watched, time: number): void {
    if (item.seen || item.since !== undefined || !isVisible() || !isShown(element)) return;
    item.sighting = deps.sight(element);
    item.since = time;
    stopTimer ??= later(look, Math.min(LOOK_MS, ms + SLACK_MS));
  }

  /** The visibility ended at `time`. The item counts as seen if it was visible long enough. */
  function end(element: Element, item: Watched, time: number): void {
    const { since } = item;
    item.since = undefined;
    if (since === undefined || time - since < ms) return;
    // The list or item has changed since the start, and is not seen yet.
    if (item.sighting?.key !== deps.sight(element)?.key) {
      if (inView.has(element)) begin(element, item, time);
      return;
    }
    item.seen = true;
    item.sighting?.seen();
  }

  function look(): void {
    stopTimer?.();
    stopTimer = undefined;
    for (const observer of observers.values()) observer.takeRecords().forEach(onEntry);
    const time = performance.now();
    for (const [element, item] of inView) {
      if (item.seen) continue;
      if (!isShown(element)) item.since = undefined;
      else if (item.since === undefined) begin(element, item, time);
      else if (time - item.since >= ms + SLACK_MS) end(element, item, time);
      else stopTimer ??= later(look, Math.min(LOOK_MS, item.since + ms + SLACK_MS - time));
    }
  }

  const stopListening = listen(window, 'visibilitychange', () => {
    const time = performance.now();
    if (isVisible()) look();
    else for (const [element, item] of inView) end(element, item, time);
  });

  function restart(element: Element, item: Watched): void {
    item.seen = false;
    item.since = undefined;
    begin(element, item, performance.now());
  }

  return {
    observe(element) {
      const item = watched.get(element);
      if (!item) {
        watched.set(element, { need: deps.ratio });
        if (!crowd) {
          observe(element);
          if (early.push(new WeakRef(element)) === CROWD) {
            deps.withCrowd({ observe, release, early }, (found) => {
              crowd = found;
            });
          }
        }
      } else if (inView.has(element) && item.sighting?.key !== deps.sight(element)?.key)
        restart(element, item);
      crowd?.add(element);
    },
    look,
    lookSoon(records) {
      crowd?.notice(records);
      if (inView.size) stopTimer ??= later(look, SOON_MS);
    },
    restartAll() {
      for (const [element, item] of inView) restart(element, item);
    },
    stop() {
      stopListening();
      stopTimer?.();
      for (const observer of observers.values()) observer.disconnect();
    },
  };
}
