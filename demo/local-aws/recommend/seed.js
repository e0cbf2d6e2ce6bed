/**
 * The data before the first event: the catalogue of the shop, and the simulated history of sixty shoppers.
 *
 * Each shopper has a favourite category and views mostly its products, the first ones most often. 30 % of the views
 * add the product to the cart, and half of these lead to a purchase. The random seed is fixed, so the history is always
 * the same.
 */
import { categories, products } from '../../shop/catalogue.js';

/** @typedef {import('./history.js').LearnedEvent} LearnedEvent */

/** The records of the ITEMS dataset. */
export const seededItems = products.map(({ id, category, title, price, colour, material, created }) => ({
  itemId: id,
  properties: {
    category,
    title,
    price,
    colour,
    material,
    creationTimestamp: Date.parse(created) / 1000,
  },
}));

const shoppers = 60;
const startSeconds = Date.parse('2025-12-01T09:00:00Z') / 1000;

/** Mulberry32, a small random number generator with a seed. @param {number} seed */
const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** @returns {LearnedEvent[]} */
const simulateShoppers = () => {
  const random = randomFrom(20_251_201);
  /** @template T @param {readonly T[]} list @param {number} at 0 for the first, near 1 for the last @returns {T} */
  const pick = (list, at) => /** @type {T} */ (list[Math.floor(at * list.length)]);
  /** @type {LearnedEvent[]} */
  const events = [];
  for (let n = 0; n < shoppers; n += 1) {
    const sessionId = `seeded-shopper-${n + 1}`;
    const favourite = pick(categories, n / shoppers);
    const views = 4 + Math.floor(random() * 8);
    for (let view = 0; view < views; view += 1) {
      const { products: shelf } = random() < 0.75 ? favourite : pick(categories, random());
      const { id: itemId } = pick(shelf, random() ** 1.5);
      const viewedAt = startSeconds + n * 3600 + view * 120;
      events.push({ sessionId, eventType: 'View', itemId, sentAt: viewedAt });
      if (random() >= 0.3) continue;
      events.push({ sessionId, eventType: 'AddToCart', itemId, sentAt: viewedAt + 40 });
      if (random() < 0.5) events.push({ sessionId, eventType: 'Purchase', itemId, sentAt: viewedAt + 90 });
    }
  }
  return events;
};

export const seededEvents = simulateShoppers();
