import { describe, expect, test } from 'vitest';
import { callSigned } from './local-aws-client.js';
import {
  arn,
  categoryFilter,
  rankingArn,
  recommender,
  type Visitor,
  withVisitor,
} from './local-aws-recommend-client.js';

type Case = [what: string, input: Record<string, unknown>, message: string | RegExp, type?: string];

const invalid = 'InvalidInputException';
const missing = 'ResourceNotFoundException';
const unreadable = 'SerializationException';
const long = (length: number) => 'x'.repeat(length);
const breach = (where: string, must: string) =>
  `1 validation error detected: Value ${where} failed to satisfy constraint: ${must}`;

const expectRefusal = async (
  { aws, call }: Visitor,
  path: string,
  [, input, message, type = invalid]: Case,
) => {
  const reply = await call(path, input);
  expect({ status: reply.status, type: reply.type }).toEqual({ status: type === missing ? 404 : 400, type });
  if (typeof message === 'string') expect(reply.message).toBe(message);
  else expect(reply.message).toMatch(message);
  expect(aws.state.requests.at(-1)).toMatchObject({ path, status: reply.status, errorType: type });
};

const mapOf = (size: number, value: unknown = 'v') =>
  Object.fromEntries(Array.from({ length: size }, (_, n) => [`K${n}`, value]));
const stranger = arn('recommender/strange');
const malformed = 'arn:aws:s3:::bucket';
const pattern = 'Member must satisfy regular expression pattern: arn:([a-z\\d-]+):personalize:.*:.*:.+';

/** The members that both operations accept. */
const common: Case[] = [
  [
    'a long userId',
    { userId: long(257) },
    breach(`'${long(257)}' at 'userId'`, 'Member must have length less than or equal to 256'),
  ],
  ['a userId that is a number', { userId: 7 }, 'NUMBER_VALUE cannot be converted to String', unreadable],
  ['an empty userId', { userId: '' }, /userId/],
  ['a malformed filterArn', { filterArn: malformed }, breach(`'${malformed}' at 'filterArn'`, pattern)],
  [
    'an unknown filter',
    { filterArn: arn('filter/strange') },
    /filter with the arn \S+ does not exist/,
    missing,
  ],
  ['a filter that is a recommender', { filterArn: recommender('for-you') }, /not of a filter/],
  [
    'INCLUDE without its value',
    { filterArn: categoryFilter },
    /requires a value for the parameter \$CATEGORY/,
  ],
  [
    'a parameter in another case',
    { filterArn: categoryFilter, filterValues: { category: '"a"' } },
    /requires a value/,
  ],
  ...['plants', '"plants', "'plants'", '"a" "b"', '"a",', '', '["a"]'].map(
    (CATEGORY): Case => [
      `the filter value ${CATEGORY || '(empty)'}`,
      { filterArn: categoryFilter, filterValues: { CATEGORY } },
      /CATEGORY must be one or more quoted strings/,
    ],
  ),
  [
    '26 filter values',
    { filterValues: mapOf(26) },
    breach("at 'filterValues'", 'Member must have length less than or equal to 25'),
  ],
  [
    'a filter parameter of 51 characters',
    { filterValues: { [long(51)]: 'v' } },
    /at 'filterValues' .* Map keys must satisfy constraint: \[Member must have length less than or equal to 50\]/,
  ],
  [
    'a filter parameter with a dash',
    { filterValues: { 'a-b': 'v' } },
    /Map keys must satisfy constraint: \[Member must satisfy regular expression pattern: \[A-Za-z0-9_\]\+\]/,
  ],
  [
    'a filter value of 1,001 characters',
    { filterValues: { A: long(1001) } },
    /Map value must satisfy constraint: \[Member must have length less than or equal to 1000\]/,
  ],
  ['151 members of context', { context: mapOf(151) }, /'context' .* length less than or equal to 150/],
  ['a context key of 151 characters', { context: { [long(151)]: 'v' } }, /Map keys .* 150/],
  ['a context key with a dash', { context: { 'a-b': 'v' } }, /Map keys must satisfy/],
  ['a context value of 1,001 characters', { context: { A: long(1001) } }, /Map value .* 1000/],
  [
    'a context value that is a list',
    { context: { A: [] } },
    'Start of list found where not expected',
    unreadable,
  ],
  [
    'metadata of two datasets',
    { metadataColumns: { ITEMS: ['PRICE'], USERS: ['AGE'] } },
    /'metadataColumns' .* less than or equal to 1/,
  ],
  ['metadata of another dataset', { metadataColumns: { USERS: ['AGE'] } }, /must be ITEMS, not USERS/],
  [
    '100 columns',
    { metadataColumns: { ITEMS: Array(100).fill('PRICE') } },
    /Map value must satisfy constraint: \[Member must have length less than or equal to 99\]/,
  ],
  ['11 columns', { metadataColumns: { ITEMS: Array(11).fill('PRICE') } }, /more than 10 columns/],
  [
    'a column of 151 characters',
    { metadataColumns: { ITEMS: [long(151)] } },
    /Map value must satisfy constraint: \[Member must satisfy constraint: \[Member must have length less than or equal to 150\]\]/,
  ],
  ['an unknown column', { metadataColumns: { ITEMS: ['PRICE', 'GENRE'] } }, /no column GENRE/],
  ['a column that is null', { metadataColumns: { ITEMS: [null] } }, /Member must not be null/],
  [
    'columns that are not a list',
    { metadataColumns: { ITEMS: 'PRICE' } },
    'Unexpected field type',
    unreadable,
  ],
];

describe('GetRecommendations refuses', () => {
  const promotion = {
    percentPromotedItems: 20,
    filterArn: categoryFilter,
    filterValues: { CATEGORY: '"bags"' },
  };
  const withPromotion = (changed: object) => ({ promotions: [{ ...promotion, ...changed }] });
  const cases: Case[] = [
    ...common,
    ['no arn', { recommenderArn: undefined }, /campaignArn or a recommenderArn/],
    ['two arns', { campaignArn: rankingArn }, /not both/],
    [
      'a malformed recommenderArn',
      { recommenderArn: malformed },
      breach(`'${malformed}' at 'recommenderArn'`, pattern),
    ],
    ['a recommenderArn of 257 characters', { recommenderArn: arn(long(257)) }, /'recommenderArn' .* 256/],
    [
      'an unknown recommender',
      { recommenderArn: stranger },
      `The recommender with the arn ${stranger} does not exist.`,
      missing,
    ],
    [
      'an unknown campaign',
      { recommenderArn: undefined, campaignArn: arn('campaign/x') },
      /campaign with the arn/,
      missing,
    ],
    [
      'a recommender of another account',
      { recommenderArn: recommender('for-you').replace(/0{12}/, '111111111111') },
      /does not exist/,
      missing,
    ],
    ['a campaign as a recommender', { recommenderArn: rankingArn }, /not of a recommender/],
    [
      'a recommender as a campaign',
      { recommenderArn: undefined, campaignArn: recommender('for-you') },
      /not of a campaign/,
    ],
    [
      'a campaign that ranks',
      { recommenderArn: undefined, campaignArn: rankingArn },
      /operation is GetPersonalizedRanking/,
    ],
    ...['most-viewed', 'best-sellers', 'also-viewed', 'for-you'].map(
      (name): Case => [
        `${name} without a user`,
        { recommenderArn: recommender(name), userId: undefined, itemId: 'i' },
        /requires userId/,
      ],
    ),
    ['also-viewed without an item', { recommenderArn: recommender('also-viewed') }, /requires itemId/],
    ['a long itemId', { itemId: long(257) }, /'itemId' .* 256/],
    [
      'numResults below 0',
      { numResults: -1 },
      breach("'-1' at 'numResults'", 'Member must have value greater than or equal to 0'),
    ],
    ['numResults of 501', { numResults: 501 }, /not be greater than 500/],
    [
      'numResults of 51 with metadata',
      { numResults: 51, metadataColumns: { ITEMS: ['PRICE'] } },
      /not be greater than 50/,
    ],
    [
      'numResults that is not an integer',
      { numResults: 2.5 },
      'NUMBER_VALUE cannot be converted to Integer',
      unreadable,
    ],
    [
      'numResults of more than 32 bits',
      { numResults: 2 ** 31 },
      /cannot be converted to Integer/,
      unreadable,
    ],
    [
      'numResults that is a string',
      { numResults: '5' },
      'STRING_VALUE cannot be converted to Integer',
      unreadable,
    ],
    ['two promotions', { promotions: [promotion, promotion] }, /'promotions' .* less than or equal to 1/],
    [
      'a promotion of 0 %',
      withPromotion({ percentPromotedItems: 0 }),
      /'0' at 'promotions.1.member.percentPromotedItems' .* value greater than or equal to 1/,
    ],
    ['a promotion of 101 %', withPromotion({ percentPromotedItems: 101 }), /value less than or equal to 100/],
    [
      'a promotion without a share',
      withPromotion({ percentPromotedItems: undefined }),
      /requires percentPromotedItems/,
    ],
    ['a promotion without a filter', withPromotion({ filterArn: undefined }), /requires .* filterArn/],
    [
      'a promotion with an unknown filter',
      withPromotion({ filterArn: arn('filter/x') }),
      /does not exist/,
      missing,
    ],
    ['a promotion with an unquoted value', withPromotion({ filterValues: { CATEGORY: 'bags' } }), /quoted/],
    ['a promotion with an empty name', withPromotion({ name: '' }), /length greater than or equal to 1/],
    ['a promotion with a long name', withPromotion({ name: long(64) }), /less than or equal to 63/],
    [
      'a promotion with a name that starts with a dash',
      withPromotion({ name: '-a' }),
      /regular expression pattern/,
    ],
  ];
  for (const each of cases) {
    test(each[0], () =>
      withVisitor(async (visitor) => {
        const input = { recommenderArn: recommender('for-you'), userId: 'u-1', ...each[1] };
        await expectRefusal(visitor, '/recommendations', [each[0], input, each[2], each[3]]);
      }),
    );
  }
});

describe('GetPersonalizedRanking refuses', () => {
  const must = 'Member must not be null';
  const cases: Case[] = [
    ...common,
    ['no campaign', { campaignArn: undefined }, breach("null at 'campaignArn'", must)],
    ['no list', { inputList: undefined }, breach("null at 'inputList'", must)],
    ['no user', { userId: undefined }, breach("null at 'userId'", must)],
    [
      'an unknown campaign',
      { campaignArn: arn('campaign/x') },
      /campaign with the arn \S+ does not exist/,
      missing,
    ],
    ['a recommender', { campaignArn: recommender('for-you') }, /not of a campaign/],
    ['501 items', { inputList: Array(501).fill('i') }, /not be longer than 500/],
    [
      '51 items with metadata',
      { inputList: Array(51).fill('i'), metadataColumns: { ITEMS: ['PRICE'] } },
      /longer than 50/,
    ],
    ['an item of 257 characters', { inputList: ['a', long(257)] }, /at 'inputList.2.member' .* 256/],
    ['an item that is null', { inputList: [null] }, breach("null at 'inputList.1.member'", must)],
    [
      'an item that is a number',
      { inputList: [1] },
      'NUMBER_VALUE cannot be converted to String',
      unreadable,
    ],
    ['a list that is a string', { inputList: 'a' }, 'Unexpected field type', unreadable],
  ];
  for (const each of cases) {
    test(each[0], () =>
      withVisitor(async (visitor) => {
        const input = { campaignArn: rankingArn, userId: 'u-1', inputList: ['saguaro'], ...each[1] };
        await expectRefusal(visitor, '/personalize-ranking', [each[0], input, each[2], each[3]]);
      }),
    );
  }
});

test('the largest requests are accepted', () =>
  withVisitor(async ({ recommend, rank }) => {
    const largest = {
      userId: long(256),
      context: { ...mapOf(149), [long(150)]: long(1000) },
      filterArn: categoryFilter,
      filterValues: { ...mapOf(24, long(1000)), CATEGORY: `"${long(998)}"` },
    };
    expect(await recommend('for-you', { ...largest, numResults: 500 })).toEqual([]);
    expect(await rank({ ...largest, inputList: Array(500).fill(long(256)) })).toEqual([]);
    const metadataColumns = { ITEMS: Array(10).fill('PRICE') };
    expect(await recommend('for-you', { numResults: 50, metadataColumns })).not.toEqual([]);
    expect(await rank({ inputList: Array(50).fill('saguaro'), metadataColumns })).toHaveLength(1);
  }));

test('members that the model does not have are ignored, and null means absent', () =>
  withVisitor(async ({ recommend }) => {
    expect(await recommend('for-you', { diversity: 1, filterArn: null, numResults: null })).toHaveLength(25);
  }));

test('both operations need a signature, and a page can read their errors', () =>
  withVisitor(async ({ aws, key }) => {
    for (const path of ['/recommendations', '/personalize-ranking']) {
      const headers = { origin: 'http://shop.example' };
      const unsigned = await callSigned(aws, key, path, {}, { authorization: () => undefined });
      expect(unsigned.type).toBe('MissingAuthenticationTokenException');
      const refused = await callSigned(aws, key, path, {}, { headers });
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      expect(refused.type).toBe(invalid);
    }
  }));

test('both operations can be given faults', () =>
  withVisitor(async ({ aws, call }) => {
    aws.fault({ operation: 'GetRecommendations', errorType: 'ThrottlingException' });
    aws.fault({ operation: 'GetPersonalizedRanking', errorType: 'InternalFailure' });
    expect((await call('/personalize-ranking', {})).type).toBe('InternalFailure');
    expect((await call('/recommendations', {})).type).toBe('ThrottlingException');
  }));
