/** Reports the items of which a part has a new size. Areas of one image map have the same part: their image. */

import { guard, type Stop } from '../../browser/listen';

export interface PartSizes {
  observe(part: Element, item: Element): void;
  unobserve(part: Element, item: Element): void;
  stop: Stop;
}

export function createPartSizes(onResized: (item: Element) => void): PartSizes {
  const itemsOf = new WeakMap<Element, Set<Element>>();
  const observer = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      const items = entries.flatMap(({ target }) => [...(itemsOf.get(target) ?? [])]);
      for (const item of new Set(items)) onResized(item);
    }),
  );

  return {
    observe(part, item) {
      itemsOf.set(part, (itemsOf.get(part) ?? new Set()).add(item));
      observer.observe(part);
    },
    unobserve(part, item) {
      const items = itemsOf.get(part);
      items?.delete(item);
      if (!items?.size) observer.unobserve(part);
    },
    stop: () => observer.disconnect(),
  };
}
