/**
 * Converts a request of the page to the input of the SDK. The limits are from the service model. Those for lists of
 * items are from the documentation, since the model has none. A value beyond a limit throws an
 * `InvalidInputException` before any request is sent.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetRecommendations.html
 */

import { failure } from '../../browser/failure';
import { plainArray } from '../../browser/to-json';
import { formatValue, isRecord, toId } from '../../core/limits';
import { toFilterValue } from './filter-values';

/** Returns the value to send, or `undefined` if it is invalid. */
type Parse = (given: unknown) => unknown;
type Rule = readonly [parse: Parse, expected: string];
type Given = Record<string, unknown>;
type Warn = (message: string) => void;

const arn = (kind: string): Rule => [
  text(256, new RegExp(`^arn:[a-z\\d-]+:personalize:.*:.*:${kind}/.+`)),
  `the ARN of a ${kind}`,
];

function text(max: number, pattern = /^/): Parse {
  return (given) =>
    typeof given === 'string' && given.length <= max && pattern.test(given) ? given : undefined;
}

const integer = (min: number, max: number): Rule => [
  (given) => (Number.isInteger(given) && Number(given) >= min && Number(given) <= max ? given : undefined),
  `a whole number from ${min} to ${max}`,
];

/** An object whose names consist of letters, digits and `_`. */
const map =
  (max: number, maxLength: number, value: Parse): Parse =>
  (given) => {
    const names = isRecord(given) ? Object.keys(given) : [''];
    if (names.length > max) return;
    const entries = names.map((name) => [
      text(maxLength, /^\w+$/)(name),
      text(1000)(value((given as Record<string, unknown>)[name])),
    ]);
    return entries.every(([name, each]) => name && each !== undefined)
      ? Object.fromEntries(entries)
      : undefined;
  };

const list =
  (min: number, max: number, each: Parse): Parse =>
  (given) => {
    if (!Array.isArray(given) || given.length < min || given.length > max) return;
    const parsed = given.map(each);
    return parsed.includes(undefined) ? undefined : plainArray(parsed);
  };

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

const promotion: Record<string, Rule> = {
  name: [text(63, /^[a-z\d][\w-]*$/i), 'of 1 to 63 letters, digits, - and _'],
  percentPromotedItems: integer(1, 100),
  ...filter,
};

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
        isRecord(each) ? take(each, promotion, 'recommend: promotions.', warn) : undefined,
      ),
      'a list of at most one promotion',
    ],
    ...common,
  } satisfies Record<string, Rule>;
  return take(given, rules, 'recommend: ', warn);
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
  return take(
    { ...given, campaignArn: given.campaignArn ?? '', inputList: given.inputList ?? [] },
    rules,
    'rank: ',
    warn,
  );
};

/** Members that the tag handles itself and does not send. */
const TAG_MEMBERS = ['signal', 'timeoutMs', 'cacheMs', 'metricAttribution'];

function take(given: Given, rules: Record<string, Rule>, path: string, warn: Warn): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    if (given[name] != null && !(name in rules) && !TAG_MEMBERS.includes(name))
      warn(`${path}${name} is not a member of the request: ignored`);
  }
  const taken: Record<string, unknown> = {};
  for (const [name, [parse, expected]] of Object.entries(rules)) {
    const value = given[name];
    if (value == null) continue;
    taken[name] = parse(value);
    if (taken[name] === undefined) {
      const shown = Array.isArray(value)
        ? `a list of ${value.length}`
        : isRecord(value)
          ? JSON.stringify(value)
          : value;
      throw failure('InvalidInputException', `${path}${name} ${formatValue(shown)} is not ${expected}`);
    }
  }
  return taken;
}
