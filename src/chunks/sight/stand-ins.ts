/** The elements that are observed in place of an item: the largest part of an item without a box. */

import type { SightObservers } from '../../core/sources';

export interface StandIns {
  /** The item for which the element is observed, or the element itself. */
  itemOf(target: Element): Element;
  /** The element that is observed for the item: its stand-in, or the item. */
  targetOf(item: Element): Element;
  /** Observes this element for the item, and no other. */
  set(item: Element, target: Element | undefined): void;
}

export function createStandIns({ observe, unobserve }: SightObservers): StandIns {
  const targets = new WeakMap<Element, Element>();
  const items = new WeakMap<Element, Element>();

  return {
    itemOf: (target) => items.get(target) ?? target,
    targetOf: (item) => targets.get(item) ?? item,
    set(item, target) {
      const previous = targets.get(item);
      if (previous === target) return;
      if (previous) {
        unobserve(previous);
        items.delete(previous);
        targets.delete(item);
      }
      if (!target) return;
      targets.set(item, target);
      items.set(target, item);
      observe(target);
    },
  };
}
