/**
 * Records which items of each list were seen in this page view, in the order in which they were seen. Personalize calls
 * this the impression of an interaction. Several containers with the same name form one list.
 */

import { toImpression } from '../core/limits';

export interface SeenLists {
  /** Returns true the first time in this page view. Items outside any list belong to the list `undefined`. */
  add(list: string | undefined, itemId: string): boolean;
  /** Whether the item was seen in this page view. */
  has(list: string | undefined, itemId: string): boolean;
  /**
   * Returns the seen items, oldest first. The item of the interaction is last: it was seen too, because it was chosen.
   */
  impression(list: string, itemId: string): string[] | undefined;
  /** Clears all lists: a new page view starts, or the visitor changes. */
  clear(): void;
  /** Sets the function that `clear()` calls, so that the items in view are counted again. */
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
    has: (list, itemId) => Boolean(lists.get(list)?.has(itemId)),
    // No warning when a long list is cut to the limit, because the developer cannot change that.
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
