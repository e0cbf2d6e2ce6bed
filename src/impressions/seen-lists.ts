/**
 * Which items of each list were seen in this page view, in the order in which they were: what Personalize calls the
 * impression of an interaction. One list may stand in several containers of the same name.
 */

import { toImpression } from '../core/limits';

export interface SeenLists {
  /** True for the first time in this page view; items outside any list have a list of their own, `undefined`. */
  add(list: string | undefined, itemId: string): boolean;
  /** Oldest first, the item of the interaction last: whoever chose it has seen it. */
  impression(list: string, itemId: string): string[] | undefined;
  /** A new page view begins, or another visitor. */
  clear(): void;
  /** What is in view then is seen anew. */
  onClear(fn: () => void): void;
}

export function createSeenLists(): SeenLists {
  const lists = new Map<string | undefined, Set<string>>();
  let cleared = () => {};
  return {
    add(list, itemId) {
      const seen = lists.get(list) ?? new Set();
      lists.set(list, seen);
      return seen.size < seen.add(itemId).size;
    },
    // A long list is nothing that a person could mend, so nobody is told.
    impression: (list, itemId) => toImpression([...(lists.get(list) ?? []), itemId], () => {}, { itemId }),
    clear() {
      lists.clear();
      cleared();
    },
    onClear(fn) {
      cleared = fn;
    },
  };
}
