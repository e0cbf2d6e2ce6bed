/** Orders: created from the cart, stored in this browser, and tracked on the thank-you page. */

import { findProduct } from '../catalogue.js';
import { cartLines, emptyCart, totalOf } from './cart-store.js';
import { keep, readKept } from './kept.js';
import { personalize } from './personalize.js';

/** @typedef {{ id: string, placedAt: string, total: number, lines: { id: string, quantity: number, price: number }[] }} Order */

/** @returns {string} the id of the order */
export function placeOrder() {
  const lines = cartLines();
  /** @type {Order} */
  const order = {
    id: `FK-${Date.now().toString(36).toUpperCase()}`,
    placedAt: new Date().toISOString(),
    total: totalOf(lines),
    lines: lines.map(({ product, quantity }) => ({ id: product.id, quantity, price: product.price })),
  };
  keep(`order.${order.id}`, order);
  emptyCart();
  return order.id;
}

/** @param {string | null} id @returns {Order | null} */
export const findOrder = (id) => (id ? readKept(`order.${id}`, null) : null);

/**
 * Tracks one `Purchase` for each item. The event id and the time come from the order. If the page is loaded again, it
 * sends the same events again, and Personalize counts each of them once.
 *
 * @param {Order} order
 */
export function trackPurchase({ id: orderId, placedAt, lines }) {
  for (const { id, quantity, price } of lines) {
    if (!findProduct(id)) continue;
    personalize('track', 'Purchase', {
      itemId: id,
      eventId: `${orderId}-${id}`,
      sentAt: placedAt,
      eventValue: price * quantity,
      properties: { quantity },
    });
  }
}
