/**
 * Selects the items of an answer. The filter of a promotion selects its share, the filter of the request the rest.
 *
 * AWS places promoted items at random. Here they are placed at equal distances, so that answers are deterministic.
 */
import { refusal } from '../refusal.js';
import { filterOf } from './filter.js';

/** @typedef {import('./request-shapes.js').FilterInput & { name?: string, percentPromotedItems?: number }} Promotion */
/** @typedef {{ itemId: string, score?: number }} Ranked */

/**
 * @param {Ranked[]} ranked best first
 * @param {object} rule
 * @param {(itemId: string) => boolean} rule.keeps the request's filter, which does not apply to promoted items
 * @param {Promotion | undefined} rule.promotion
 * @param {number} rule.count
 * @param {import('./filter.js').About} rule.about
 * @returns {(Ranked & { promotionName?: string })[]}
 */
export const choose = (ranked, { keeps, promotion, count, about }) => {
  const promoted = promotion === undefined ? [] : promotedOf(ranked, { promotion, count, about });
  const promotedIds = new Set(promoted.map((each) => each.itemId));
  const others = ranked
    .filter(({ itemId }) => !promotedIds.has(itemId) && keeps(itemId))
    .slice(0, count - promoted.length);
  return spread(promoted, others);
};

/**
 * @param {Ranked[]} ranked
 * @param {{ promotion: Promotion, count: number, about: import('./filter.js').About }} rule
 */
const promotedOf = (ranked, { promotion, count, about }) => {
  const { name, percentPromotedItems, filterArn } = promotion;
  if (percentPromotedItems === undefined || filterArn === undefined) {
    throw refusal('InvalidInputException', 'A promotion requires percentPromotedItems and filterArn.');
  }
  const keeps = filterOf(promotion, about);
  return ranked
    .filter(({ itemId }) => keeps(itemId))
    .slice(0, Math.ceil((count * percentPromotedItems) / 100))
    .map((each) => ({ ...each, ...(name !== undefined && { promotionName: name }) }));
};

/**
 * Inserts the promoted items at equal distances.
 * @param {Ranked[]} promoted
 * @param {Ranked[]} others
 */
const spread = (promoted, others) => {
  const all = [...others];
  const distance = (promoted.length + others.length) / promoted.length;
  for (const [at, each] of promoted.entries()) all.splice(Math.floor(at * distance), 0, each);
  return all;
};
