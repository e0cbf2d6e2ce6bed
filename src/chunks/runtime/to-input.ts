/**
 * From what a page asks to what Personalize takes. The limits are the service model's; for lists of items they are those
 * of the documentation, since the model has none. A breach is an `InvalidInputException` before any request.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetRecommendations.html
 */

import { failure } from '../../browser/failure';
import { plainArray } from '../../browser/to-json';
import { formatValue, isRecord, toId } from '../../core/limits';
import { toFilterValue } from './filter-values';

/** Gives the value as it can be sent, `undefined` where it cannot. */
type Parse = (given: unknown) => unknown;
type Rule = readonly [parse: Parse, expected: string];
type Given = Record<string, unknown>;
type Say = (message: string) => void;

const arn = (kind: string): Rule => [
  text(256, new RegExp(`^arn:[a-z\\d-]+:personalize:.*:.*:${kind}/.+`)),
  `the ARN of a ${kind}`,
];

function text(most: number, pattern = /^/): Parse {
  return (given) =>
    typeof given === 'string' && given.length <= most && pattern.test(given) ? given : undefined;
}

const whole = (least: number, most: number): Rule => [
  (given) => (Number.isInteger(given) && Number(given) >= least && Number(given) <= most ? given : undefined),
  `a whole number from ${least} to ${most}`,
];

/** Names of letters, digits and `_`. */
const map =
  (most: number, longest: number, value: Parse): Parse =>
  (given) => {
    const names = isRecord(given) ? Object.keys(given) : [''];
    if (names.length > most) return;
    const entries = names.map((name) => [
      text(longest, /^\w+$/)(name),
      text(1000)(value((given as Record<string, unknown>)[name])),
    ]);
    return entries.every(([name, each]) => name && each !== undefined)
      ? Object.fromEntries(entries)
      : undefined;
  };

const list =
  (least: number, most: number, each: Parse): Parse =>
  (given) => {
    if (!Array.isArray(given) || given.length < least || given.length > most) return;
    const parsed = given.map(each);
    return parsed.includes(undefined) ? undefined : plainArray(parsed);
  };

const filter = {
  filterArn: arn('filter'),
  filterValues: [
    map(25, 50, toFilterValue),
    'at most 25 names with plain values, none of them empty or with a quotation mark, of 1,000 characters in all',
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
  percentPromotedItems: whole(1, 100),
  ...filter,
};

/** Without metadata, and with it. */
const MOST = [500, 50] as const;

export const toRecommendInput = (given: Given, warn: Say) => {
  const most = MOST[given.metadataColumns ? 1 : 0];
  if (!given.recommenderArn === !given.campaignArn) {
    throw failure('InvalidInputException', 'recommend: either recommenderArn or campaignArn is needed');
  }
  const rules = {
    recommenderArn: arn('recommender'),
    campaignArn: arn('campaign'),
    itemId: [toId, 'an id of 1 to 256 characters'],
    numResults: whole(0, most),
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

export const toRankInput = (given: Given, warn: Say) => {
  const most = MOST[given.metadataColumns ? 1 : 0];
  const rules = {
    campaignArn: arn('campaign'),
    inputList: [
      list(1, most, toId),
      `a list of 1 to ${most} item ids${given.metadataColumns ? ' (with metadata)' : ''}`,
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

/** Ours, not Personalize's. */
const OWN = ['signal', 'timeoutMs', 'cacheMs', 'metricAttribution'];

function take(given: Given, rules: Record<string, Rule>, path: string, warn: Say): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    if (given[name] != null && !(name in rules) && !OWN.includes(name))
      warn(`${path}${name} is not a member of the request: ignored`);
  }
  const taken: Record<string, unknown> = {};
  for (const [name, [parse, expected]] of Object.entries(rules)) {
    const value = given[name];
    if (value == null) continue;
    taken[name] = parse(value);
    if (taken[name] === undefined) {
      const what = Array.isArray(value)
        ? `a list of ${value.length}`
        : isRecord(value)
          ? JSON.stringify(value)
          : value;
      throw failure('InvalidInputException', `${path}${name} ${formatValue(what)} is not ${expected}`);
    }
  }
  return taken;
}
