/**
 * Computes the interest of a user in items.
 *
 * Interest = popularity + Σ 0.8^k · similarity to the item of the k-th last interaction. Popularity is 1 at most.
 * Similarity is half co-visitation and half "same category". So a new user gets the most popular items, one click has a
 * visible effect, and after about three clicks the list follows the user. Users with a common property (PutUsers) count
 * twice in the popularity.
 */
import { coVisits } from './co-visits.js';
import { increment } from './order.js';
import { peersOf } from './peers.js';

/** @typedef {import('./knowledge.js').Knowledge} Knowledge */

/** The weight of the 20th last interaction is about 1 %. */
const maxInteractions = 20;
const decay = 0.8;

/**
 * @param {string[]} itemIds
 * @param {{ known: Knowledge, userId: string }} about
 * @returns {Map<string, number>} above zero for every item
 */
export const interestIn = (itemIds, { known, userId }) => {
  const popularity = popularityFor(userId, known);
  const similarTo = coVisits(known.history);
  const interests = new Map(itemIds.map((each) => [each, popularity(each)]));
  for (const [k, { itemId }] of known.history.of(userId).slice(0, maxInteractions).entries()) {
    const similarItems = similarTo(itemId);
    const category = categoryOf(known, itemId);
    for (const each of itemIds) {
      const sameCategory = category !== undefined && categoryOf(known, each) === category ? 1 : 0;
      const similarity = ((similarItems.get(each) ?? 0) + sameCategory) / 2;
      interests.set(each, (interests.get(each) ?? 0) + decay ** k * similarity);
    }
  }
  return interests;
};

/**
 * Scores are shares of the sum of all interests, as in AWS, with seven digits.
 * @param {string[]} itemIds in the order of the result
 * @param {Map<string, number>} interests of all items that share the sum
 */
export const toScores = (itemIds, interests) => {
  const total = [...interests.values()].reduce((sum, each) => sum + each, 0);
  return itemIds.map((itemId) => ({
    itemId,
    score: Number(((interests.get(itemId) ?? 0) / total).toFixed(7)),
  }));
};

/**
 * Popularity of an item by its number of interactions. Interactions of the user's peers count twice.
 * @param {string} userId
 * @param {Knowledge} known
 */
const popularityFor = (userId, { history, users }) => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const peers = peersOf(userId, users).map(history.of);
  for (const interactions of [...history.people(), ...peers]) {
    for (const { itemId } of interactions) increment(counts, itemId);
  }
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  // Plus one, so that the popularity of a new item is above zero.
  return (/** @type {string} */ itemId) => ((counts.get(itemId) ?? 0) + 1) / (most + 1);
};

/**
 * @param {Knowledge} known
 * @param {string} itemId
 */
const categoryOf = ({ items }, itemId) => items.get(itemId)?.get('category');
