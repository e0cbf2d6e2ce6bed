/**
 * Finds what is painted of an item that has no box of its own, such as an element with `display: contents` or one whose
 * children are floats, and has it observed in place of the item.
 *
 * The largest part is observed. A ResizeObserver reports parts that get their size later, such as images.
 */

import { later } from '../../browser/later';
import { guard, type Stop } from '../../browser/listen';
import { native } from '../../browser/native';
import type { Sighting, SightObservers, SightParts } from '../../core/sources';
import { areaOf, isRendered, partsOf } from './content-parts';

/** An item that has nothing to show after this time is named in the debug log. */
const EMPTY_MS = 5000;

export interface Content {
  itemOf(target: Element): Element;
  /** The element that is observed for the item: the item, or its largest part. */
  targetOf(item: Element): Element;
  /** The item was measured, with a box of its own or without. */
  onBox(item: Element, hasBox: boolean): void;
  /** The item was found again: its shadow root may be new. True if it must be measured. */
  onChanged(item: Element): boolean;
  /** Notes whose content has changed. True if any must be measured. */
  onMutations(records: readonly MutationRecord[]): boolean;
  /** Measures what has changed. */
  look(): void;
  stop: Stop;
}

export function createContent(
  { observe, unobserve }: SightObservers,
  sightOf: (element: Element) => Sighting | undefined,
  log: SightParts['log'],
): Content {
  /** The items without a box, with their parts. */
  const empty = new Map<Element, readonly Element[]>();
  const changed = new Set<Element>();
  const targets = new WeakMap<Element, Element>();
  const items = new WeakMap<Element, Element>();
  const itemOfPart = new WeakMap<Element, Element>();

  const resized = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      for (const item of new Set(entries.map(({ target }) => itemOfPart.get(target)))) if (item) choose(item);
    }),
  );

  function drop(item: Element): void {
    empty.get(item)?.forEach((part) => {
      resized.unobserve(part);
    });
    empty.delete(item);
    use(item, undefined);
  }

  /** Observes this part for the item. */
  function use(item: Element, part: Element | undefined): void {
    const previous = targets.get(item);
    if (previous === part) return;
    if (previous) {
      unobserve(previous);
      items.delete(previous);
    }
    targets.delete(item);
    if (!part) return;
    targets.set(item, part);
    items.set(part, item);
    observe(part);
  }

  function choose(item: Element): void {
    const parts = (empty.get(item) ?? []).filter((part) => part !== item);
    const largest = parts.sort((a, b) => areaOf(b) - areaOf(a))[0];
    use(item, largest && areaOf(largest) ? largest : undefined);
    if (!areaOf(item)) return;
    // It has a box now, and an observer reports only that an element enters or leaves.
    unobserve(item);
    observe(item);
  }

  function measure(item: Element): void {
    const key = sightOf(item)?.key;
    // Another item inside of this one is measured for itself.
    const parts = partsOf(item).filter((part) => (sightOf(part)?.key ?? key) === key);
    drop(item);
    empty.set(item, parts);
    for (const part of parts) {
      itemOfPart.set(part, item);
      resized.observe(part);
    }
    choose(item);
  }

  function warnIfEmpty(item: Element): void {
    if (empty.has(item) && !targets.has(item) && native(item, 'isConnected'))
      log('never seen, because neither it nor an element in it has a size:', item);
  }

  return {
    itemOf: (target) => items.get(target) ?? target,
    targetOf: (item) => targets.get(item) ?? item,
    onBox(item, hasBox) {
      if (hasBox) drop(item);
      else if (!empty.has(item) && isRendered(item)) {
        measure(item);
        later(() => warnIfEmpty(item), EMPTY_MS);
      }
    },
    onChanged: (item) => empty.has(item) && Boolean(changed.add(item)),
    onMutations(records) {
      if (!empty.size) return false;
      for (const { target } of records) {
        for (let node: Node | null = target; node; node = parentOf(node))
          if (empty.has(node as Element)) changed.add(node as Element);
      }
      for (const item of empty.keys()) if (!native(item, 'isConnected')) drop(item);
      return changed.size > 0;
    },
    look() {
      for (const item of changed) if (empty.has(item)) measure(item);
      changed.clear();
    },
    stop: () => resized.disconnect(),
  };
}

const parentOf = (node: Node): Node | null =>
  native(node, 'parentNode') ?? (native(node as ShadowRoot, 'host') as Element | undefined) ?? null;
