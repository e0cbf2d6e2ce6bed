/** What is in the cart, the same in all tabs. */

import { findProduct } from '../catalogue.js';
import { keep, readKept } from './kept.js';

/** @typedef {{ product: import('../catalogue.js').CatalogueProduct, quantity: number }} CartLine */

const MOST = 99;

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
  cart[id] = Math.min(quantity, MOST);
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

/** @param {() => void} tell */
export function onCartChange(tell) {
  addEventListener('cart-changed', tell);
  addEventListener('storage', tell);
  addEventListener('pageshow', tell);
}
