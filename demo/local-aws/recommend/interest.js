/**
 * How much a user is likely to want each of some items.
 *
 * popularity + Σ 0.8^k · likeness to the k-th last thing the user did something with. Popularity runs to 1, likeness is
 * half co-visitation and half "of the same category". So a stranger gets what everyone likes, one click shows, and after
 * about three the list is the visitor's own. What is told to be the same user (PutUsers) moves popularity.
 */
import { coVisits } from './co-visits.js';
import { increment } from './order.js';
import { peersOf } from './peers.js';

/** @typedef {import('./knowledge.js').Knowledge} Knowledge */

/** After 20 the weight is a hundredth. */
const remembered = 20;
const fading = 0.8;

/**
 * @param {string[]} itemIds
 * @param {{ known: Knowledge, userId: string }} about
 * @returns {Map<string, number>} above zero for every item
 */
export const interestIn = (itemIds, { known, userId }) => {
  const popularity = popularityFor(userId, known);
  const likenessTo = coVisits(known.history);
  const interests = new Map(itemIds.map((each) => [each, popularity(each)]));
  for (const [k, { itemId }] of known.history.of(userId).slice(0, remembered).entries()) {
    const alike = likenessTo(itemId);
    const category = categoryOf(known, itemId);
    for (const each of itemIds) {
      const sameCategory = category !== undefined && categoryOf(known, each) === category ? 1 : 0;
      const likeness = ((alike.get(each) ?? 0) + sameCategory) / 2;
      interests.set(each, (interests.get(each) ?? 0) + fading ** k * likeness);
    }
  }
  return interests;
};

/**
 * Shares of the whole, as AWS's scores are; seven digits.
 * @param {string[]} itemIds in the order wanted
 * @param {Map<string, number>} interests of all that share
 */
export const toScores = (itemIds, interests) => {
  const total = [...interests.values()].reduce((sum, each) => sum + each, 0);
  return itemIds.map((itemId) => ({
    itemId,
    score: Number(((interests.get(itemId) ?? 0) / total).toFixed(7)),
  }));
};

/**
 * What the user's peers did counts twice.
 * @param {string} userId
 * @param {Knowledge} known
 */
const popularityFor = (userId, { history, users }) => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const peers = peersOf(userId, users).map(history.of);
  for (const done of [...history.people(), ...peers]) {
    for (const { itemId } of done) increment(counts, itemId);
  }
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  // One more than counted, so that a new item has a chance.
  return (/** @type {string} */ itemId) => ((counts.get(itemId) ?? 0) + 1) / (most + 1);
};

/**
 * @param {Knowledge} known
 * @param {string} itemId
 */
const categoryOf = ({ items }, itemId) => items.get(itemId)?.get('category');
