/**
 * The lists and promotions that were shown, for the selection that comes after: the last of each name.
 *
 * Personalize takes 25 ids with an interaction, a list has up to 200. Those up to the selected one are taken, since
 * whoever chose the fortieth has come past the ones before it.
 */

import { toId } from '../../core/limits';
import type { Bag } from './entry';
import type { Item } from './items';

const MOST_IDS = 25;
/** A page of endless scrolling under ever new names must not grow for ever. */
const MOST_LISTS = 50;
/** In the order in which they are asked for. What an item says of itself goes before what its event says of all. */
const NAMES = ['item_list_id', 'item_list_name', 'promotion_id', 'promotion_name'];

export function createLists() {
  const lists = new Map<string, string[]>();

  return {
    remember(items: readonly Item[], params: Bag): void {
      const shown = new Map<string, string[]>();
      for (const { item, itemId } of items) {
        for (const key of keysOf(item, params)) shown.set(key, [...(shown.get(key) ?? []), itemId]);
      }
      for (const [key, ids] of shown) {
        // Taken out first: a map keeps the place of what it has, and the oldest are the ones to go.
        lists.delete(key);
        lists.set(key, ids);
      }
      for (const key of lists.keys()) if (lists.size > MOST_LISTS) lists.delete(key);
    },

    /** With the item itself, as whoever chose it has seen it; `undefined` where its list is not known. */
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
