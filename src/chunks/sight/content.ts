/**
 * Finds what is painted of an item that has no box of its own, such as an element with `display: contents` or one whose
 * children are floats, and has it observed in place of the item. So is the image in an inline link.
 *
 * The largest part is observed. A ResizeObserver reports parts that get their size later, such as images.
 */

import { composedPathOf } from '../../browser/composed-path';
import { guard, type Stop } from '../../browser/listen';
import { native } from '../../browser/native';
import { areaOf, partsOf } from './content-parts';
import type { StandIns } from './stand-ins';

export interface Content {
  has(item: Element): boolean;
  /** The item has no box, or its content has changed. */
  measure(item: Element): void;
  /** The item has a box of its own. */
  drop(item: Element): void;
  /** The items with one of these changes in them. Items that have left the document are dropped. */
  changedBy(records: readonly MutationRecord[]): Element[];
  stop: Stop;
}

/** `isPart`: false for another item inside of the item. `onBox` is called if the item has a box after all. */
export function createContent(
  standIns: StandIns,
  isPart: (part: Element, item: Element) => boolean,
  onBox: (item: Element) => void,
): Content {
  /** The items without a box, with their parts. */
  const empty = new Map<Element, readonly Element[]>();
  /** Areas of one image map consist of the same image. */
  const itemsOf = new WeakMap<Element, Set<Element>>();

  const resized = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      for (const item of new Set(entries.flatMap(({ target }) => [...(itemsOf.get(target) ?? [])])))
        choose(item);
    }),
  );

  function drop(item: Element): void {
    const parts = empty.get(item);
    if (!parts) return;
    for (const part of parts) {
      const items = itemsOf.get(part);
      items?.delete(item);
      if (!items?.size) resized.unobserve(part);
    }
    empty.delete(item);
    standIns.set(item, undefined);
  }

  function choose(item: Element): void {
    const largest = [...(empty.get(item) ?? [])].sort((a, b) => areaOf(b) - areaOf(a))[0];
    standIns.set(item, largest && areaOf(largest) ? largest : undefined);
    if (areaOf(item)) onBox(item);
  }

  return {
    has: (item) => empty.has(item),
    drop,
    measure(item) {
      drop(item);
      const parts = partsOf(item).filter((part) => isPart(part, item));
      empty.set(item, parts);
      for (const part of parts) {
        itemsOf.set(part, (itemsOf.get(part) ?? new Set()).add(item));
        resized.observe(part);
      }
      choose(item);
    },
    changedBy(records) {
      const changed = new Set<Element>();
      if (!empty.size) return [];
      for (const { target } of records) {
        for (const node of composedPathOf(target))
          if (empty.has(node as Element)) changed.add(node as Element);
      }
      for (const item of empty.keys()) if (!native(item, 'isConnected')) drop(item);
      return [...changed].filter((item) => empty.has(item));
    },
    stop: () => resized.disconnect(),
  };
}
