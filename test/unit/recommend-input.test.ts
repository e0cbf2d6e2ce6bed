/**
 * Converts the request of a page to the input of Personalize: quotes, limits of the model, and errors that name the
 * member.
 */

import { expect, test } from 'vitest';
import { toFilterValue } from '../../src/chunks/runtime/filter-values';
import { toRankInput, toRecommendInput } from '../../src/chunks/runtime/to-input';

const arn = (name: string) => `arn:aws:personalize:us-east-1:000000000000:${name}`;
const recommender = { recommenderArn: arn('recommender/a') };
const campaign = { campaignArn: arn('campaign/a'), inputList: ['a'] };
const silent = () => {};

for (const [given, written] of [
  ['comedy', '"comedy"'],
  ['a,b', '"a,b"'],
  [['comedy', 'drama'], '"comedy","drama"'],
  [20, '"20"'],
  [[1, true], '"1","true"'],
  ['"as","in the guide"', '"as","in the guide"'],
  ['', undefined],
  [[], undefined],
  ['a 5" screen', undefined],
  [['a', { b: 1 }], undefined],
  [null, undefined],
] as const) {
  test(`filter value ${JSON.stringify(given)}`, () => expect(toFilterValue(given)).toBe(written));
}

const many = (count: number, value: unknown = 'a') =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`name_${at}`, value]));
const ids = (count: number) => Array.from({ length: count }, (_, at) => `i${at}`);
const filterArn = arn('filter/a');

for (const [title, given] of [
  ['500 results', { numResults: 500 }],
  ['50 results with metadata', { numResults: 50, metadataColumns: ['A'] }],
  ['no results', { numResults: 0 }],
  ['150 contexts of 1,000 characters', { context: many(150, 'x'.repeat(1000)) }],
  ['25 filter values', { filterArn, filterValues: many(25) }],
  ['a filter value of 1,000 characters', { filterValues: { A: 'x'.repeat(998) } }],
  ['a promotion', { promotions: [{ name: 'a'.repeat(63), percentPromotedItems: 100, filterArn }] }],
  ['an item of 256 characters', { itemId: 'x'.repeat(256) }],
  ['10 columns', { metadataColumns: { ITEMS: ids(10) } }],
] as const) {
  test(`allowed: ${title}`, () => {
    expect(Object.keys(toRecommendInput({ ...recommender, ...given }, silent))).toEqual(
      expect.arrayContaining(Object.keys(given)),
    );
  });
}

for (const [title, given, member] of [
  ['a fraction of a result', { numResults: 2.5 }, 'numResults'],
  ['a number as text', { numResults: '5' }, 'numResults'],
  ['151 contexts', { context: many(151) }, 'context'],
  ['a context of 1,001 characters', { context: { A: 'x'.repeat(1001) } }, 'context'],
  ['a context name with a hyphen', { context: { 'a-b': 'x' } }, 'context'],
  ['26 filter values', { filterArn, filterValues: many(26) }, 'filterValues'],
  ['a filter name of 51 characters', { filterValues: { ['x'.repeat(51)]: 'a' } }, 'filterValues'],
  ['a filter value of 1,001 characters', { filterValues: { A: 'x'.repeat(999) } }, 'filterValues'],
  ['a filter value that is missing', { filterValues: { A: undefined } }, 'filterValues'],
  ['an ARN that is not of a filter', { filterArn: arn('campaign/a') }, 'filterArn'],
  ['101 percent', { promotions: [{ percentPromotedItems: 101 }] }, 'promotions.percentPromotedItems'],
  ['a promotion with a long name', { promotions: [{ name: 'a'.repeat(64) }] }, 'promotions.name'],
  ['an item of 257 characters', { itemId: 'x'.repeat(257) }, 'itemId'],
  ['the text of an undefined item', { itemId: 'undefined' }, 'itemId'],
  ['11 columns', { metadataColumns: ids(11) }, 'metadataColumns "a list of 11" is not a list of 1 to 10'],
  ['columns of another dataset', { metadataColumns: { USERS: ['A'] } }, 'metadataColumns'],
] as const) {
  test(`refused: ${title}`, () => {
    expect(() => toRecommendInput({ ...recommender, ...given }, silent)).toThrow(
      expect.objectContaining({
        name: 'InvalidInputException',
        message: expect.stringContaining(`recommend: ${member} `),
      }),
    );
  });
}

test('a request has exactly one ARN, of the right kind', () => {
  for (const given of [{}, { ...recommender, ...campaign }, { recommenderArn: campaign.campaignArn }]) {
    expect(() => toRecommendInput(given, silent)).toThrow(/recommenderArn/);
  }
  expect(toRecommendInput({ campaignArn: campaign.campaignArn }, silent)).toEqual({
    campaignArn: campaign.campaignArn,
  });
});

test('a list to rank has 1 to 500 ids, and 50 with metadata', () => {
  expect(toRankInput({ ...campaign, inputList: [...ids(499), 7] }, silent).inputList).toHaveLength(500);
  for (const given of [
    { inputList: ids(501) },
    { inputList: [] },
    { inputList: ['a', ''] },
    { inputList: ids(51), metadataColumns: ['A'] },
    { inputList: undefined },
  ]) {
    expect(() => toRankInput({ ...campaign, ...given }, silent)).toThrow(/^rank: inputList /);
  }
});

test('an unknown member causes a warning and is left out, and own options and empty members cause none', () => {
  const warnings: string[] = [];
  const given = {
    ...recommender,
    numResult: 5,
    itemId: undefined,
    inputList: null,
    timeoutMs: 5,
    cacheMs: 0,
  };
  expect(toRecommendInput(given, (message) => warnings.push(message))).toEqual(recommender);
  expect(warnings).toEqual(['recommend: numResult is not a member of the request: ignored']);
});
