/** Stores the cart. All tabs share it. */

import { findProduct } from '../catalogue.js';
import { keep, readKept } from './kept.js';

/** @typedef {{ product: import('../catalogue.js').CatalogueProduct, quantity: number }} CartLine */

const MAX_QUANTITY = 99;

/** @returns {CartLine[]} */
export const cartLines = () =>
  Object.entries(/** @type {Record<string, number>} */ (readKept('cart', {}))).flatMap(([id, quantity]) => {
    const product = findProduct(id);
    return product && quantity > 0 ? [{ product, quantity }] : [];
  });

/** @param {readonly CartLine[]} lines */
export const countOf = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** @param {readonly CartLine[]} lines */
export const totalOf = (lines) =>
  lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);

/** @param {string} id @param {number} quantity */
export function setQuantity(id, quantity) {
  const cart = /** @type {Record<string, number>} */ (readKept('cart', {}));
  cart[id] = Math.min(quantity, MAX_QUANTITY);
  if (quantity < 1) delete cart[id];
  keep('cart', cart);
  dispatchEvent(new Event('cart-changed'));
}

/** @param {string} id @param {number} quantity */
export const addToCart = (id, quantity) =>
  setQuantity(id, quantity + (cartLines().find(({ product }) => product.id === id)?.quantity ?? 0));

export function emptyCart() {
  keep('cart', {});
  dispatchEvent(new Event('cart-changed'));
}

/**
 * Calls the listener after each change, also by another tab or while the page was in the back/forward cache.
 * @param {() => void} listener
 */
export function onCartChange(listener) {
  addEventListener('cart-changed', listener);
  addEventListener('storage', listener);
  addEventListener('pageshow', listener);
}
