/** The items that are observed. Guarantees that an item without a stored position is one of them. */

import { guard, type Stop } from '../../browser/listen';
import { native } from '../../browser/native';
import type { CrowdModule } from '../../core/sources';
import type { Places } from './places';

/** An item that is far again stays observed for this long, since it may come back within a moment. */
const RELEASE_MS = 200;

export interface Observed {
  observe(element: Element): void;
  /** Stores the present position, or observes an item that cannot have one. */
  put(element: Element): void;
  /** All items, those with a stored position first. */
  all(): Generator<Element>;
  /** Soon stops observing far items, after the observers have reported that they left. Items in view stay observed. */
  release(): void;
  stop: Stop;
}

/** `newItems` gets the items that must be measured; `ask` requests that. */
export function createObserved(
  plain: Parameters<CrowdModule['startCrowd']>[0],
  places: Places,
  newItems: Set<Element>,
  ask: () => void,
): Observed {
  const observed = new Set<Element>();
  let releasing: ReturnType<typeof setTimeout> | undefined;

  for (const each of plain.early) {
    const element = each.deref();
    if (!element) continue;
    observed.add(element);
    newItems.add(element);
  }

  function observe(element: Element): void {
    if (observed.has(element)) return;
    observed.add(element);
    plain.observe(element);
  }

  function releaseFar(): void {
    releasing = undefined;
    for (const element of observed) {
      if (!native(element, 'isConnected')) observed.delete(element);
      if (places.isNear(element)) continue;
      if (plain.release(element)) observed.delete(element);
      // In view, so its stored position is wrong: measure it again.
      else newItems.add(element);
    }
    if (newItems.size) ask();
  }

  return {
    observe,
    put(element) {
      if (!places.put(element) && native(element, 'isConnected')) observe(element);
    },
    *all() {
      yield* places.all();
      for (const element of observed) if (!places.has(element)) yield element;
    },
    release() {
      releasing ??= setTimeout(guard(releaseFar), RELEASE_MS);
    },
    stop: () => clearTimeout(releasing),
  };
}
