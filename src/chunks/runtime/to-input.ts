/**
 * Converts a request of the page to the input of the SDK. The limits are from the service model. Those for lists of
 * items are from the documentation, since the model has none. A value beyond a limit throws an
 * `InvalidInputException` before any request is sent.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetRecommendations.html
 */

import { failure } from '../../browser/failure';
import { isRecord, toId } from '../../core/limits';
import { toFilterValue } from './filter-values';
import { arn, integer, list, map, text } from './member-rules';
import { type Given, type Rule, takeMembers, type Warn } from './take-members';

const filter = {
  filterArn: arn('filter'),
  filterValues: [
    map(25, 50, toFilterValue),
    'at most 25 names with non-empty plain values without a quotation mark, at most 1,000 characters per name',
  ],
} as const;

const common = {
  context: [
    map(150, 150, (given) => (isRecord(given) || given == null ? undefined : `${given}`)),
    'at most 150 names with values of at most 1,000 characters',
  ],
  ...filter,
  metadataColumns: [
    (given) => {
      const columns = Array.isArray(given) ? { ITEMS: given } : given;
      const ITEMS = isRecord(columns) && list(1, 10, text(150, /./))(columns.ITEMS);
      return ITEMS ? { ITEMS } : undefined;
    },
    'a list of 1 to 10 columns of the items dataset',
  ],
} satisfies Record<string, Rule>;

const promotion = {
  name: [text(63, /^[a-z\d][\w-]*$/i), 'of 1 to 63 letters, digits, - and _'],
  percentPromotedItems: integer(1, 100),
  ...filter,
} satisfies Record<string, Rule>;

/** Limits for requests without metadata and with metadata. */
const MAX_RESULTS = [500, 50] as const;

export const toRecommendInput = (given: Given, warn: Warn) => {
  const max = MAX_RESULTS[given.metadataColumns ? 1 : 0];
  if (!given.recommenderArn === !given.campaignArn) {
    throw failure('InvalidInputException', 'recommend: either recommenderArn or campaignArn is needed');
  }
  const rules = {
    recommenderArn: arn('recommender'),
    campaignArn: arn('campaign'),
    itemId: [toId, 'an id of 1 to 256 characters'],
    numResults: integer(0, max),
    promotions: [
      list(0, 1, (each) =>
        isRecord(each) ? takeMembers(each, promotion, 'recommend: promotions.', warn) : undefined,
      ),
      'a list of at most one promotion',
    ],
    ...common,
  } satisfies Record<string, Rule>;
  return takeMembers(given, rules, 'recommend: ', warn);
};

export const toRankInput = (given: Given, warn: Warn) => {
  const max = MAX_RESULTS[given.metadataColumns ? 1 : 0];
  const rules = {
    campaignArn: arn('campaign'),
    inputList: [
      list(1, max, toId),
      `a list of 1 to ${max} item ids${given.metadataColumns ? ' (with metadata)' : ''}`,
    ],
    ...common,
  } satisfies Record<string, Rule>;
  return takeMembers(
    { ...given, campaignArn: given.campaignArn ?? '', inputList: given.inputList ?? [] },
    rules,
    'rank: ',
    warn,
  );
};
