/**
 * Reads the items of a GA4 event: their ids and prices.
 *
 * GA4 accepts an item that has only an `item_name`. Personalize identifies items by the ids of its catalogue, so the id
 * is required. The event value is the price of a single item: quantities and totals do not describe the item.
 */

import { toId } from '../../core/limits';
import { type Bag, toBag } from './entry';

/** The limit of GA4: https://support.google.com/analytics/answer/9267744 */
const MOST_ITEMS = 200;

export interface Item {
  item: Bag;
  itemId: string;
  /** The value that the page gave. If it is not a number, the code that creates the event warns and leaves it out. */
  eventValue: number;
}

/** Warns that a field of the GA4 event does not have the expected value. */
export type Wrong = (field: string, value: unknown, expected?: string) => void;

export const AN_ID = 'an id of 1 to 256 characters';

/** Whether an id can be stored and sent: without NUL and without a lone surrogate. */
export const isWritableId = (value: unknown): boolean => !/^$|[\0\p{Cs}]/u.test(toId(value) ?? '');

/** An item that cannot be read is left out with a warning. The other items are kept. */
export function readItems({ items }: Bag, wrong: Wrong): Item[] {
  // An object if they were set one by one, such as `{'ecommerce.items.0': item}`.
  const all: Bag[] = Array.isArray(items) ? items : Object.values(toBag(items) ?? {}).filter(toBag);
  const list = all.slice(0, MOST_ITEMS);
  if (!list.length || list.length < all.length) wrong('items', items, `a list of 1 to ${MOST_ITEMS}`);
  return list.flatMap((item) => {
    try {
      const { item_id: id, price } = item;
      if (isWritableId(id)) return { item, itemId: `${id}`.trim(), eventValue: price as number };
      wrong('item_id', id);
    } catch (error) {
      wrong('item', error, 'readable');
    }
    return [];
  });
}
