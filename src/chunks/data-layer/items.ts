/**
 * The items of a GA4 event: their ids and prices.
 *
 * GA4 is content with an `item_name`; Personalize is not, since it knows items by the ids of its catalogue. The value is
 * the price of one: quantities and totals are no statement about the item.
 */

import { toId } from '../../core/limits';
import type { Bag } from './entry';

/** GA4 takes no more of them either: https://support.google.com/analytics/answer/9267744 */
const MOST_ITEMS = 200;

export interface Item {
  item: Bag;
  itemId: string;
  /** As the page has it: what is no number is said, and left out, where the event is made. */
  eventValue: number;
}

/** Says that a field of the GA4 event was not what was expected. */
export type Wrong = (field: string, value: unknown, expected?: string) => void;

export const AN_ID = 'an id of 1 to 256 characters';

/** An id that can be written: no NUL in it, and no half of a character. */
export const isWritableId = (value: unknown): boolean => !/^$|[\0\p{Cs}]/u.test(toId(value) ?? '');

/** One item that cannot be used harms no other. */
export function readItems({ items }: Bag, wrong: Wrong): Item[] {
  const list: Bag[] = Array.isArray(items) ? items.slice(0, MOST_ITEMS) : [];
  if (!list.length || list.length < (items as Bag[]).length)
    wrong('items', items, `a list of 1 to ${MOST_ITEMS}`);
  return list.flatMap((item) => {
    try {
      const { item_id: id, price } = item;
      if (isWritableId(id)) return { item, itemId: `${id}`, eventValue: price as number };
      wrong('item_id', id);
    } catch (error) {
      wrong('item', error, 'readable');
    }
    return [];
  });
}
