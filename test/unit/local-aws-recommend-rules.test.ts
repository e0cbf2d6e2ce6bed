import { describe, expect, test } from 'vitest';
import { findProduct, products } from '../../demo/shop/catalogue.js';
import { itemsArn } from './local-aws-client.js';
import {
  categoryFilter,
  idsOf,
  notPurchasedFilter,
  type Predicted,
  withVisitor,
} from './local-aws-recommend-client.js';

const all = { numResults: 500 };
const idsIn = (...categories: string[]) =>
  products.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
const categoryOf = ({ itemId }: Predicted) => findProduct(itemId)?.category;

describe('a filter', () => {
  const byCategory = (CATEGORY: string) => ({
    ...all,
    filterArn: categoryFilter,
    filterValues: { CATEGORY },
  });

  test('includes items by their metadata, one value or several, in the order of the recipe', () =>
    withVisitor(async ({ recommend }) => {
      const unfiltered = idsOf(await recommend('most-viewed', all));
      const one = idsOf(await recommend('most-viewed', byCategory('"plants"')));
      expect(one).toEqual(unfiltered.filter((id) => idsIn('plants').includes(id)));
      const two = idsOf(await recommend('most-viewed', byCategory('"plants", "bags"')));
      expect(two).toEqual(unfiltered.filter((id) => idsIn('plants', 'bags').includes(id)));
      expect(await recommend('most-viewed', byCategory('"Plants"'))).toEqual([]);
    }));

  test('is applied before the results are counted', () =>
    withVisitor(async ({ recommend }) => {
      const items = await recommend('for-you', { ...byCategory('"seating"'), numResults: 3 });
      expect(items.map(categoryOf)).toEqual(['seating', 'seating', 'seating']);
    }));

  test('matches one of several values of an item, in its newest record', () =>
    withVisitor(async ({ call, recommend }) => {
      const items = [
        { itemId: 'hanging-fern', properties: '{"category":"lighting|plants"}' },
        { itemId: 'saguaro', properties: '{"category":"bags"}' },
      ];
      await call('/items', { datasetArn: itemsArn, items });
      const ids = idsOf(await recommend('most-viewed', byCategory('"plants"')));
      expect(ids).toContain('hanging-fern');
      expect(ids).not.toContain('saguaro');
    }));

  test('excludes items that this user purchased, whatever the case of the event type', () =>
    withVisitor(async ({ did, recommend }) => {
      await did({ userId: 'u-1' }, 'purchase', 'saguaro');
      await did({ userId: 'u-1' }, 'View', 'olive-tree');
      await did({ userId: 'u-2', sessionId: 's-2' }, 'Purchase', 'market-tote');
      const ids = idsOf(await recommend('most-viewed', { ...all, filterArn: notPurchasedFilter }));
      expect(products.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual(['saguaro']);
    }));
});

describe('a promotion', () => {
  const promotion = {
    name: 'bag-week',
    percentPromotedItems: 20,
    filterArn: categoryFilter,
    filterValues: { CATEGORY: '"bags"' },
  };

  test('gives its share of places to its best items, by name, and the rest to other items', () =>
    withVisitor(async ({ recommend }) => {
      const request = {
        numResults: 10,
        filterArn: categoryFilter,
        filterValues: { CATEGORY: '"plants","seating"' },
      };
      const items = await recommend('most-viewed', { ...request, promotions: [promotion] });
      const promoted = items.filter((each) => each.promotionName !== undefined);
      expect(promoted.map((each) => items.indexOf(each))).toEqual([0, 5]);
      const bestBags = idsOf(await recommend('most-viewed', all)).filter((id) => idsIn('bags').includes(id));
      expect(promoted).toEqual(bestBags.slice(0, 2).map((itemId) => ({ itemId, promotionName: 'bag-week' })));
      const others = idsOf(items.filter((each) => each.promotionName === undefined));
      expect(others).toEqual(idsOf(await recommend('most-viewed', { ...request, numResults: 8 })));
    }));

  test('promotes only existing items, and no item twice', () =>
    withVisitor(async ({ recommend }) => {
      const promotions = [{ ...promotion, percentPromotedItems: 100 }];
      const items = await recommend('most-viewed', { numResults: 12, promotions });
      expect(items).toHaveLength(12);
      expect(new Set(idsOf(items)).size).toBe(12);
      const promoted = items.filter((each) => each.promotionName === 'bag-week');
      expect(idsOf(promoted).sort()).toEqual(idsIn('bags').sort());
    }));
});

test('metadata columns are texts, with the names of the request', () =>
  withVisitor(async ({ call, recommend }) => {
    const properties = '{"categoryL1":"herbs","isNew":true,"tags":["a"]}';
    await call('/items', { datasetArn: itemsArn, items: [{ itemId: 'basil', properties }] });
    const metadataColumns = { ITEMS: ['PRICE', 'CATEGORY_L1', 'IS_NEW', 'creationTimestamp'] };
    const items = await recommend('most-viewed', { numResults: 50, metadataColumns });
    const metadata = Object.fromEntries(items.map((each) => [each.itemId, each.metadata]));
    expect(metadata['market-tote']).toEqual({ PRICE: '42', creationTimestamp: '1794787200' });
    expect(metadata.basil).toEqual({ CATEGORY_L1: 'herbs', IS_NEW: 'true' });
    expect((await recommend('most-viewed', { metadataColumns: {} }))[0]).not.toHaveProperty('metadata');
  }));
