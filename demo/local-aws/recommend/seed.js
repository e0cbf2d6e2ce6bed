/**
 * What is known before the first event: the shop's catalogue, and a history of sixty shoppers.
 *
 * Each has a favourite category and looks around in it, most often at what stands first in it; some put a thing in the
 * cart, and half of those buy it. From a fixed seed, so that it is the same for ever.
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
const begin = Date.parse('2025-12-01T09:00:00Z') / 1000;

/** Mulberry32, a small generator that anyone can run again. @param {number} seed */
const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** @returns {LearnedEvent[]} */
const shop = () => {
  const random = randomFrom(20_251_201);
  /** @template T @param {readonly T[]} list @param {number} at from 0 to 1 @returns {T} */
  const pick = (list, at) => /** @type {T} */ (list[Math.floor(at * list.length)]);
  /** @type {LearnedEvent[]} */
  const events = [];
  for (let n = 0; n < shoppers; n += 1) {
    const sessionId = `seeded-shopper-${n + 1}`;
    const favourite = pick(categories, n / shoppers);
    const looks = 4 + Math.floor(random() * 8);
    for (let look = 0; look < looks; look += 1) {
      const { products: shelf } = random() < 0.75 ? favourite : pick(categories, random());
      const { id: itemId } = pick(shelf, random() ** 1.5);
      const does = (/** @type {string} */ eventType, /** @type {number} */ after) =>
        events.push({ sessionId, eventType, itemId, sentAt: begin + n * 3600 + look * 120 + after });
      does('View', 0);
      if (random() < 0.3) does('AddToCart', 40);
      else continue;
      if (random() < 0.5) does('Purchase', 90);
    }
  }
  return events;
};

export const seededEvents = shop();
