/**
 * Chooses the items of an answer: the request's filter for most, a promotion's filter for a share of them.
 *
 * AWS puts promoted items anywhere among the others; here they stand at even distances, so that an answer can be
 * repeated.
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
  const taken = new Set(promoted.map((each) => each.itemId));
  const others = ranked
    .filter(({ itemId }) => !taken.has(itemId) && keeps(itemId))
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
 * @param {Ranked[]} few
 * @param {Ranked[]} many
 */
const spread = (few, many) => {
  const all = [...many];
  const distance = (few.length + many.length) / few.length;
  for (const [at, each] of few.entries()) all.splice(Math.floor(at * distance), 0, each);
  return all;
};
