/**
 * The elements that are observed in place of an item: the largest part of an item without a box. Several items can have
 * the same one: the areas of an image map.
 */

import type { Observers } from './observers';

export interface StandIns {
  /** The items for which the element is observed, or the element itself. */
  itemsOf(target: Element): Iterable<Element>;
  /** The element that is observed for the item: its stand-in, or the item. */
  targetOf(item: Element): Element;
  /** Observes this element for the item, and no other. */
  set(item: Element, target: Element | undefined): void;
}

/** `onLeft`: nothing more is reported of the item by this element. */
export function createStandIns(
  { measure, unobserve }: Pick<Observers, 'measure' | 'unobserve'>,
  onLeft: (item: Element, target: Element) => void,
): StandIns {
  const targets = new WeakMap<Element, Element>();
  const items = new WeakMap<Element, Set<Element>>();
  const targetOf = (item: Element) => targets.get(item) ?? item;

  return {
    itemsOf: (target) => items.get(target) ?? [target],
    targetOf,
    set(item, target = item) {
      const previous = targetOf(item);
      if (previous === target) return;
      onLeft(item, previous);
      const others = items.get(previous);
      others?.delete(item);
      if (others?.size === 0) {
        unobserve(previous);
        items.delete(previous);
      }
      targets.delete(item);
      if (target === item) return;
      targets.set(item, target);
      items.set(target, (items.get(target) ?? new Set()).add(item));
      // Also reports an element that is observed for another item already.
      measure(target);
    },
  };
}
