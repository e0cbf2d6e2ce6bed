/** Implements GetPersonalizedRanking: sorts the list of the caller by the interest of the user. */
import { refusal } from '../refusal.js';
import { arn, list, structure } from '../shape.js';
import { filterOf } from './filter.js';
import { interestIn, toScores } from './interest.js';
import { knowledgeOf } from './knowledge.js';
import { metadataOf } from './metadata.js';
import { bestFirst } from './order.js';
import { isRecommenderRecipe } from './recipes.js';
import { commonMembers, itemId } from './request-shapes.js';
import { recipeOf } from './resources.js';
import { tell } from './tell.js';

/** @template Input
 * @typedef {import('../operations.js').Call<Input>} Call */

/** @typedef {import('./request-shapes.js').CommonInput & { campaignArn: string, userId: string, inputList: string[] }} Input */

export const getPersonalizedRankingShape = structure(
  // The maximum length of the list is in the documentation, not in the model. It is checked below.
  { ...commonMembers, campaignArn: arn, inputList: list(itemId, {}) },
  ['campaignArn', 'inputList', 'userId'],
);

/** @param {Call<Input>} call */
export const getPersonalizedRanking = ({ input, state, record }) => {
  const name = recipeOf({ campaignArn: input.campaignArn });
  if (isRecommenderRecipe(name)) throw refusal('InvalidInputException', `${name} ranks no lists.`);
  const { userId, inputList } = input;
  if (userId === '') throw refusal('InvalidInputException', 'userId must not be empty.');
  const known = knowledgeOf(state);
  const metadata = metadataOf(input.metadataColumns, known);
  if (inputList.length > metadata.maxItems) {
    throw refusal('InvalidInputException', `inputList must not be longer than ${metadata.maxItems}.`);
  }

  const requested = [...new Set(inputList)];
  const interests = interestIn(
    requested.filter((each) => known.items.has(each)),
    { known, userId },
  );
  const ranked = toScores(
    bestFirst([...interests.keys()], (each) => interests.get(each) ?? 0),
    interests,
  );
  // Unknown items come last, in their original order and without a score.
  const unknown = requested.filter((each) => !known.items.has(each)).map((each) => ({ itemId: each }));
  const keeps = filterOf(input, { known, userId });
  const kept = [...ranked, ...unknown].filter((each) => keeps(each.itemId));
  const recommendationId = tell(record, state, kept);
  return { personalizedRanking: kept.map(metadata.add), recommendationId };
};
