import { expect, test } from 'vitest';
import { categoryFilter, idsOf, notPurchasedFilter, withVisitor } from './local-aws-recommend-client.js';

const plants = ['rubber-plant', 'olive-tree', 'saguaro'];
const inputList = ['chanterelle-lamp', 'olive-tree', 'market-tote', 'boston-fern'];

test('a list is ranked by the preferences of the user, with scores that sum to 1', () =>
  withVisitor(async ({ did, rank }) => {
    const before = await rank({ inputList });
    expect(idsOf(before)[0]).toBe('chanterelle-lamp');
    await did({ userId: 'u-1' }, 'View', ...plants);
    const after = await rank({ inputList });
    expect(idsOf(after).slice(0, 2).sort()).toEqual(['boston-fern', 'olive-tree']);
    expect(idsOf(after).sort()).toEqual([...inputList].sort());
    for (const ranking of [before, after]) {
      const scores = ranking.map(({ score = -1 }) => score);
      expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  }));

test('the ranking does not depend on the order of the input', () =>
  withVisitor(async ({ rank }) => {
    expect(await rank({ inputList: [...inputList].reverse() })).toEqual(await rank({ inputList }));
  }));

test('unknown items come last, in their order, without a score, and a repeated item comes once', () =>
  withVisitor(async ({ did, rank }) => {
    const ranking = await rank({ inputList: ['unheard', 'saguaro', 'alien', 'saguaro', 'unheard'] });
    expect(ranking).toEqual([{ itemId: 'saguaro', score: 1 }, { itemId: 'unheard' }, { itemId: 'alien' }]);
    await did({}, 'View', 'alien');
    expect(idsOf(await rank({ inputList: ['unheard', 'saguaro', 'alien'] })).at(-1)).toBe('unheard');
    expect(await rank({ inputList: [] })).toEqual([]);
  }));

test('a filter removes items, and purchased items stay unless the filter excludes them', () =>
  withVisitor(async ({ did, rank }) => {
    await did({ userId: 'u-1' }, 'Purchase', 'olive-tree');
    expect(idsOf(await rank({ inputList }))).toContain('olive-tree');
    const rest = idsOf(await rank({ inputList, filterArn: notPurchasedFilter }));
    expect(rest.sort()).toEqual(inputList.filter((each) => each !== 'olive-tree').sort());
    const filterValues = { CATEGORY: '"plants"' };
    const green = await rank({ inputList, filterArn: categoryFilter, filterValues });
    expect(idsOf(green).sort()).toEqual(['boston-fern', 'olive-tree']);
  }));

test('metadata is returned with the ranking', () =>
  withVisitor(async ({ rank }) => {
    const metadataColumns = { ITEMS: ['CATEGORY'] };
    expect((await rank({ inputList, metadataColumns })).map((each) => each.metadata)).toContainEqual({
      CATEGORY: 'plants',
    });
  }));
