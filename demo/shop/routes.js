/** Finds the page of the shop for a path. */

import { findCategory, findProduct } from './catalogue.js';
import { cartPage, thankYouPage } from './pages/cart.js';
import { categoryPage } from './pages/category.js';
import { frontPage } from './pages/front.js';
import { productPage } from './pages/product.js';

/**
 * @param {string} path
 * @returns {import('./pages/layout.js').Page | undefined}
 */
export function findPage(path) {
  if (path === '/shop/') return frontPage();
  if (path === '/shop/cart') return cartPage();
  if (path === '/shop/thank-you') return thankYouPage();
  const [, kind, id = ''] = /^\/shop\/(category|product)\/([a-z-]+)$/.exec(path) ?? [];
  const category = kind === 'category' ? findCategory(id) : undefined;
  if (category) return categoryPage(category);
  const product = kind === 'product' ? findProduct(id) : undefined;
  return product && productPage(product);
}
