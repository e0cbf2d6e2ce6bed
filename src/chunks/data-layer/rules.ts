/** Maps GA4 events to event types, and creates the event ids of a purchase. */

import { toJson } from '../../browser/to-json';
import { formatValue, isNobody, toId } from '../../core/limits';
import type { Bag } from './entry';
import type { Wrong } from './items';

/** Spelled as in the recipes of Personalize. Other events (a removal, a refund) do not show interest in an item. */
const EVENT_TYPES = {
  view_item: 'View',
  select_item: 'Click',
  add_to_cart: 'AddToCart',
  purchase: 'Purchase',
};

/** The default types with the page's overrides. A map, since an event may have a name such as `constructor`. */
export function toEventTypes(own: object, warn: (message: string) => void): Map<unknown, string> {
  const types = new Map<unknown, string>(Object.entries(EVENT_TYPES));
  for (const [name, type] of Object.entries(own) as [string, unknown][]) {
    if (type === false) types.delete(name);
    else if (typeof type === 'string' && type.trim()) types.set(name, type);
    else warn(`option dataLayer.events.${name} ${formatValue(type)} is not an event type: ignored`);
  }
  return types;
}

/**
 * Creates the event ids of a purchase, one per line, from its transaction and item ids only. After a reload of the page
 * the ids are the same, and Personalize counts an id once. If an item is on two lines, the second line gets its own id.
 *
 * A placeholder is not the id of one order: Personalize would count the first of all these orders only. Such a purchase
 * gets random ids.
 */
export function createPurchase(params: Bag, wrong: Wrong): (itemId: string) => string | undefined {
  const given = params.transaction_id;
  const transactionId = isNobody(given) ? undefined : toId(given);
  if (!transactionId) wrong('transaction_id', given, 'the id of one order');
  const earlierIds: string[] = [];
  return (itemId) => {
    const line = earlierIds.filter((each) => each === itemId).length;
    earlierIds.push(itemId);
    // JSON, so that two different pairs never give the same id. GA4 accepts 100 characters for each id, so the limit of
    // 256 is enough.
    return transactionId && toJson(line ? [transactionId, itemId, line] : [transactionId, itemId]);
  };
}
