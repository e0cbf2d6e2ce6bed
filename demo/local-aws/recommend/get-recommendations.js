/** Implements GetRecommendations, for a user or for an anonymous session. */
import { refusal } from '../refusal.js';
import { arn, integer, list, string, structure } from '../shape.js';
import { filterOf } from './filter.js';
import { knowledgeOf } from './knowledge.js';
import { metadataOf } from './metadata.js';
import { choose } from './promotion.js';
import { isRecommenderRecipe, recipes } from './recipes.js';
import { commonMembers, filterMembers, itemId } from './request-shapes.js';
import { recipeOf } from './resources.js';
import { tell } from './tell.js';

/** @template Input
 * @typedef {import('../operations.js').Call<Input>} Call */

/**
 * @typedef {import('./request-shapes.js').CommonInput & {
 *   campaignArn?: string, recommenderArn?: string, userId?: string, itemId?: string, numResults?: number,
 *   promotions?: import('./promotion.js').Promotion[],
 * }} Input
 */

const promotion = structure({
  name: string({ min: 1, max: 63, pattern: '^[a-zA-Z0-9][a-zA-Z0-9\\-_]*' }),
  percentPromotedItems: integer({ min: 1, max: 100 }),
  ...filterMembers,
});

export const getRecommendationsShape = structure({
  ...commonMembers,
  campaignArn: arn,
  recommenderArn: arn,
  itemId,
  numResults: integer({ min: 0 }),
  promotions: list(promotion, { max: 1 }),
});

const defaultResults = 25;

/** @param {Call<Input>} call */
export const getRecommendations = ({ input, state, record }) => {
  const name = recipeOf(input);
  if (!isRecommenderRecipe(name)) {
    throw refusal(
      'InvalidInputException',
      `The campaign has the recipe ${name}: its operation is GetPersonalizedRanking.`,
    );
  }
  const recipe = recipes[name];
  const { itemId = '', userId = '', numResults = defaultResults } = input;
  for (const need of recipe.needs) {
    if (!input[need]) throw refusal('InvalidInputException', `The recipe ${name} requires ${need}.`);
  }
  const known = knowledgeOf(state);
  const metadata = metadataOf(input.metadataColumns, known);
  if (numResults > metadata.maxItems) {
    throw refusal('InvalidInputException', `numResults must not be greater than ${metadata.maxItems}.`);
  }
  const chosen = choose(recipe.rank({ known, userId, itemId }), {
    keeps: filterOf(input, { known, userId }),
    promotion: input.promotions?.[0],
    count: numResults,
    about: { known, userId },
  });
  const recommendationId = tell(record, state, chosen);
  return { itemList: chosen.map(metadata.add), recommendationId };
};
