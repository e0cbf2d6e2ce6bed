/**
 * What was really seen: enough of an item's pixels, for one continuous second, in a visible tab.
 *
 * A hidden tab, an element that is invisible although it takes room, and another item in the same node end the second.
 */

import { later } from '../browser/later';
import { isVisible } from '../browser/lifecycle';
import { guard, listen, type Stop } from '../browser/listen';
import { native } from '../browser/native';
import type { Crowd, WithCrowd } from '../core/sources';
import { requiredRatio } from './required-ratio';

/** Two frames: an item that has left is known to have left one frame later. */
const SLACK_MS = 34;
/** How often, within its second, an item is asked whether it has become invisible. */
const LOOK_MS = 250;

/** Long enough for a burst of changes, short beside a second. */
const SOON_MS = 50;
/** From so many items on, observing each of them costs more than the chunk that chooses. */
const CROWD = 500;

interface Watched {
  /** For which item, and in which list, its second has begun: asked when it comes into view, not for all of a long page. */
  stands?: string | undefined;
  /** The ratio at which it counts as visible, from the size it had when it was last looked at. */
  need: number;
  /** Since when it is visible without a break, on the clock of `performance`. */
  since?: number | undefined;
  seen?: boolean;
}

export interface Impressions {
  /** Also when something about it has changed: if it stands for another item now, its second begins anew. */
  observe(element: Element): void;
  /** Something may have been shown or hidden: a look in a moment, one for all that happens until then. */
  lookSoon(records?: readonly MutationRecord[]): void;
  /** The page may be gone after this task. */
  look(): void;
  /** A new page view: all may be seen again. */
  restartAll(): void;
  stop: Stop;
}

export function startVisibility(deps: {
  ratio: number;
  ms: number;
  /** For which item, and in which list, an element stands; `undefined` where it is not to be observed. */
  standsFor: (element: Element) => string | undefined;
  onSeen: (element: Element) => void;
  withCrowd: WithCrowd;
}): Impressions {
  const { ms } = deps;
  const watched = new WeakMap<Element, Watched>();
  const inView = new Map<Element, Watched>();
  const observers = new Map<number, IntersectionObserver>();
  let stopTimer: Stop | undefined;
  let crowd: Crowd | undefined;
  /** Weak: what the page has thrown away must not be kept alive. */
  const early: WeakRef<Element>[] = [];

  const observing = (element: Element) => observerOf(watched.get(element)?.need ?? deps.ratio);
  const observe = (element: Element) => observing(element).observe(element);

  function observerOf(need: number): IntersectionObserver {
    const known = observers.get(need);
    if (known) return known;
    // 0 as well: on its way in, an item is measured again.
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

  /** For the crowd: false where it is in view, which is for the observers to end. */
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
      // Whoever hears of it knows what is counted already; in the next page view it may be seen again.
      item.seen = false;
    }
  }

  function begin(element: Element, item: Watched, time: number): void {
    if (item.seen || item.since !== undefined || !isVisible() || !isShown(element)) return;
    item.stands = deps.standsFor(element);
    item.since = time;
    stopTimer ??= later(look, Math.min(LOOK_MS, ms + SLACK_MS));
  }

  /** Its visibility ended at `time`: long enough, or for nothing. */
  function end(element: Element, item: Watched, time: number): void {
    const { since } = item;
    item.since = undefined;
    if (since === undefined || time - since < ms) return;
    // Its list is another one since: of that it has not been seen yet.
    if (item.stands !== deps.standsFor(element)) {
      if (inView.has(element)) begin(element, item, time);
      return;
    }
    item.seen = true;
    deps.onSeen(element);
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
      } else if (inView.has(element) && item.stands !== deps.standsFor(element)) restart(element, item);
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

/** Geometry knows nothing of `visibility`, `opacity` and `content-visibility`; engines before 2024 cannot say. */
const isShown = (element: Element): boolean =>
  native(element, 'checkVisibility', {
    checkOpacity: true,
    checkVisibilityCSS: true,
    contentVisibilityAuto: true,
  }) ?? true;
