/**
 * The recipes of the recommenders, by the names of AWS. Each returns all items that it may show, best first.
 *
 * Which recipe needs a user or an item is defined in AWS's table of use cases. Only `aws-ecomm-recommended-for-you`
 * returns scores.
 */
import { coVisits } from './co-visits.js';
import { interestIn, toScores } from './interest.js';
import { bestFirst, increment } from './order.js';

/** @typedef {import('./knowledge.js').Knowledge} Knowledge */
/** @typedef {{ known: Knowledge, userId: string, itemId: string }} Question */
/** @typedef {{ itemId: string, score?: number }} Ranked */
/** @typedef {{ needs: readonly ('userId' | 'itemId')[], rank: (question: Question) => Ranked[] }} Recipe */

/**
 * @param {Knowledge} known
 * @param {string} eventType
 */
const countsOf = ({ history }, eventType) => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const interactions of history.people()) {
    for (const each of interactions) if (each.eventType === eventType) increment(counts, each.itemId);
  }
  return counts;
};

/** @param {string} eventType */
const mostOften =
  (eventType) =>
  (/** @type {Question} */ { known }) => {
    const counts = countsOf(known, eventType);
    return unscored(bestFirst([...known.items.keys()], (each) => counts.get(each) ?? 0));
  };

/** @param {Question} question */
const alsoViewed = ({ known, userId, itemId }) => {
  const views = countsOf(known, 'View');
  const similarity = coVisits(known.history, (each) => each.eventType === 'View')(itemId);
  const bought = purchasesOf(known, userId);
  const others = [...known.items.keys()].filter((each) => each !== itemId && !bought.has(each));
  return unscored(
    bestFirst(
      others,
      (each) => similarity.get(each) ?? 0,
      (each) => views.get(each) ?? 0,
    ),
  );
};

/** @param {Question} question */
const forYou = ({ known, userId }) => {
  const interests = interestIn([...known.items.keys()], { known, userId });
  const bought = purchasesOf(known, userId);
  const best = bestFirst([...interests.keys()], (each) => interests.get(each) ?? 0);
  // Scores are shares of the whole catalogue, so they are computed before purchased items are removed.
  return toScores(best, interests).filter((each) => !bought.has(each.itemId));
};

/**
 * @param {Knowledge} known
 * @param {string} userId
 */
const purchasesOf = ({ history }, userId) =>
  new Set(
    history
      .of(userId)
      .filter((each) => each.eventType === 'Purchase')
      .map((each) => each.itemId),
  );

/** @param {string[]} itemIds */
const unscored = (itemIds) => itemIds.map((itemId) => ({ itemId }));

export const recipes = {
  /** @type {Recipe} */
  'aws-ecomm-popular-items-by-views': { needs: ['userId'], rank: mostOften('View') },
  /** @type {Recipe} */
  'aws-ecomm-popular-items-by-purchases': { needs: ['userId'], rank: mostOften('Purchase') },
  /** @type {Recipe} */
  'aws-ecomm-customers-who-viewed-x-also-viewed': { needs: ['userId', 'itemId'], rank: alsoViewed },
  /** @type {Recipe} */
  'aws-ecomm-recommended-for-you': { needs: ['userId'], rank: forYou },
};

/**
 * @param {string} name
 * @returns {name is keyof typeof recipes}
 */
export const isRecommenderRecipe = (name) => Object.hasOwn(recipes, name);
