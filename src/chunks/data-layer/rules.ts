/** What becomes of a GA4 event: the type it is sent as, and the ids of a purchase. */

import { toJson } from '../../browser/to-json';
import { formatValue, toId } from '../../core/limits';
import type { Bag } from './entry';
import type { Wrong } from './items';

/** In the case that the recipes of Personalize know. What is not here (a removal, a refund) says nothing of interest. */
const EVENT_TYPES = {
  view_item: 'View',
  select_item: 'Click',
  add_to_cart: 'AddToCart',
  purchase: 'Purchase',
};

/** With the page's own word on single events. A map, since a layer has names such as `constructor`, too. */
export function toEventTypes(own: object, warn: (message: string) => void): Map<unknown, string> {
  const types = new Map<unknown, string>(Object.entries(EVENT_TYPES));
  for (const [name, type] of Object.entries(own) as [string, unknown][]) {
    if (type === false) types.delete(name);
    else if (type && typeof type === 'string') types.set(name, type);
    else warn(`option dataLayer.events.${name} ${formatValue(type)} is no event type: ignored`);
  }
  return types;
}

/**
 * The event ids of a purchase, made of what it says and of nothing else: when the page is loaded again they are the
 * same, and Personalize counts an id once. Where an item stands in it twice, its second line counts as well.
 */
export function createPurchase(params: Bag, wrong: Wrong): (itemId: string) => string | undefined {
  const transactionId = toId(params.transaction_id);
  if (!transactionId) wrong('transaction_id', params.transaction_id);
  const before: string[] = [];
  return (itemId) => {
    const line = before.filter((each) => each === itemId).length;
    before.push(itemId);
    // As JSON, so that no two pairs are written alike. GA4 itself takes 100 characters each: 256 are enough.
    return transactionId && toJson(line ? [transactionId, itemId, line] : [transactionId, itemId]);
  };
}
