/**
 * All products of the shop. The pages, the cart and the local AWS use the same list. Runs in Node and in the browser.
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
 * @property {string} created day on which the shop added it, `YYYY-MM-DD`
 * @property {string} text
 * @property {string} size
 * @property {string} material
 *
 * @typedef {Product & { category: string }} CatalogueProduct
 * @typedef {{ id: string, title: string, text: string, products: Product[] }} Category
 */

/** @type {Category[]} */
export const categories = [
  {
    id: 'ceramics',
    title: 'Ceramics',
    text: 'Handmade vases, mugs, bowls and plates.',
    products: ceramics,
  },
  { id: 'lighting', title: 'Lighting', text: 'Table lamps, pendant lamps and candles.', products: lighting },
  { id: 'plants', title: 'Plants', text: 'House plants in ceramic pots.', products: plants },
  { id: 'bags', title: 'Bags', text: 'Bags and baskets of canvas, leather and willow.', products: bags },
  { id: 'seating', title: 'Seating', text: 'Chairs, stools and benches.', products: seating },
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

/** The products that were added last. @param {number} count */
export const newest = (count) =>
  [...products].sort((a, b) => b.created.localeCompare(a.created)).slice(0, count);

/** Orders of this value, in dollars, are delivered free of charge. */
export const FREE_DELIVERY_FROM = 80;

/** @param {number} dollars */
export const formatPrice = (dollars) => `$${dollars.toLocaleString('en-US')}`;
