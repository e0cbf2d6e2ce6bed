/**
 * All products of the shop, as plain data: the pages, the cart and the local AWS read the same list.
 * Runs in Node and in the browser.
 */

import { bags } from './catalogue/bags.js';
import { ceramics } from './catalogue/ceramics.js';
import { lighting } from './catalogue/lighting.js';
import { plants } from './catalogue/plants.js';
import { seating } from './catalogue/seating.js';

/**
 * @typedef {object} Product
 * @property {string} id the item id that Personalize sees
 * @property {string} title
 * @property {number} price in whole dollars
 * @property {string} colour
 * @property {string} created day it came into the shop, `YYYY-MM-DD`
 * @property {string} text
 * @property {string} size
 * @property {string} material
 *
 * @typedef {Product & { category: string }} CatalogueProduct
 * @typedef {{ id: string, title: string, line: string, products: Product[] }} Category
 */

/** @type {Category[]} */
export const categories = [
  {
    id: 'ceramics',
    title: 'Ceramics',
    line: 'Thrown, glazed and fired by hand in small batches.',
    products: ceramics,
  },
  { id: 'lighting', title: 'Lighting', line: 'Warm, low and kind to the evening.', products: lighting },
  { id: 'plants', title: 'Plants', line: 'Potted, rooted and ready for a window.', products: plants },
  { id: 'bags', title: 'Bags', line: 'Canvas, leather and willow, made to be mended.', products: bags },
  { id: 'seating', title: 'Seating', line: 'Somewhere good to sit down.', products: seating },
];

/** @type {CatalogueProduct[]} */
export const products = categories.flatMap(({ id, products }) =>
  products.map((product) => ({ ...product, category: id })),
);

const byId = new Map(products.map((product) => [product.id, product]));

/** @param {string} id */
export const findProduct = (id) => byId.get(id);

/** @param {string} id */
export const findCategory = (id) => categories.find((category) => category.id === id);

/** @param {number} count */
export const newest = (count) =>
  [...products].sort((a, b) => b.created.localeCompare(a.created)).slice(0, count);

/** @param {number} dollars */
export const formatPrice = (dollars) => `$${dollars.toLocaleString('en-US')}`;
