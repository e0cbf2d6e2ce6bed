/**
 * Stores the lists and promotions that were shown, as the impression of a later selection. Each name has one list, the
 * last one shown.
 *
 * Personalize accepts 25 ids per interaction, and a list has up to 200. The first 25 are used, or the 25 that end with
 * the selected item, since a visitor who selects the fortieth item has passed the items before it.
 */

import { toId } from '../../core/limits';
import type { Bag } from './entry';
import type { Item } from './items';

const MOST_IDS = 25;
/** Limits the memory on a page with endless scrolling where every list has a new name. */
const MOST_LISTS = 50;
/** In order of priority. For each name, the value of the item takes precedence over the value of the event. */
const NAMES = ['item_list_id', 'item_list_name', 'promotion_id', 'promotion_name'];

export function createLists() {
  const lists = new Map<string, string[]>();

  return {
    clear: () => lists.clear(),

    remember(items: readonly Item[], params: Bag): void {
      const shown = new Map<string, string[]>();
      for (const { item, itemId } of items) {
        for (const key of keysOf(item, params)) shown.set(key, [...(shown.get(key) ?? []), itemId]);
      }
      for (const [key, ids] of shown) {
        // Delete first, since a map keeps the position of an existing key and the oldest lists are dropped.
        lists.delete(key);
        lists.set(key, ids);
      }
      for (const key of lists.keys()) if (lists.size > MOST_LISTS) lists.delete(key);
    },

    /** Includes the selected item, since the visitor has seen it. `undefined` if its list is not known. */
    impression(itemId: string, item: Bag, params: Bag): string[] | undefined {
      const key = keysOf(item, params).find((each) => lists.has(each));
      const shown = key && lists.get(key);
      if (!shown) return;
      const ids = shown.includes(itemId) ? shown : [...shown, itemId];
      const end = Math.max(MOST_IDS, ids.indexOf(itemId) + 1);
      return ids.slice(end - MOST_IDS, end);
    },
  };
}

const keysOf = (item: Bag, params: Bag): string[] =>
  NAMES.flatMap((name) => {
    const id = toId(item[name] ?? params[name]);
    return id ? `${name} ${id}` : [];
  });
