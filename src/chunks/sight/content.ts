/**
 * Finds what is painted of an item that has no box of its own, such as an element with `display: contents` or one whose
 * children are floats, and has it observed in place of the item. So is the image in an inline link.
 *
 * The largest part is observed. Parts can get their size later, such as images.
 */

import { composedPathOf } from '../../browser/composed-path';
import type { Stop } from '../../browser/listen';
import { native } from '../../browser/native';
import { areaOf, partsOf } from './content-parts';
import { createPartSizes } from './part-sizes';
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
  const sizes = createPartSizes(choose);

  function drop(item: Element): void {
    if (!empty.has(item)) return;
    setParts(item, []);
    empty.delete(item);
    standIns.set(item, undefined);
  }

  function setParts(item: Element, parts: readonly Element[]): void {
    for (const part of empty.get(item) ?? []) sizes.unobserve(part, item);
    empty.set(item, parts);
    for (const part of parts) sizes.observe(part, item);
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
      const parts = partsOf(item).filter((part) => isPart(part, item));
      setParts(item, parts);
      // The second goes on if the largest part stays the same.
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
    stop: sizes.stop,
  };
}
