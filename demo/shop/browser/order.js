/** Orders: made from the cart, kept in this browser, and reported to Personalize on the thank-you page. */

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
 * One `Purchase` for each item. Its id and its time come from the order, so that the same page, loaded again,
 * repeats an event that Personalize has already counted instead of making another.
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
