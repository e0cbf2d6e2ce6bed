import { expect, test } from 'vitest';
import { findProduct, products } from '../../demo/shop/catalogue.js';
import { batchOf, goodEvent, itemsArn, usersArn } from './local-aws-client.js';
import { idsOf, type Predicted, withVisitor } from './local-aws-recommend-client.js';

const categoriesOf = (items: Predicted[]) => items.map(({ itemId }) => findProduct(itemId)?.category);
const all = { numResults: 500 };
const three = { numResults: 3 };

/** The seed has few views of plants, so that a change comes from the visitor. */
const plants = ['rubber-plant', 'olive-tree', 'saguaro'];

test('the first recommendations come from a seeded history that is not listed as events', () =>
  withVisitor(async ({ aws, recommend }) => {
    for (const name of ['most-viewed', 'best-sellers', 'for-you']) {
      const items = await recommend(name, all);
      expect(idsOf(items).sort(), name).toEqual(products.map(({ id }) => id).sort());
      expect(new Set(categoriesOf(items.slice(0, 5))).size, name).toBeGreaterThan(2);
    }
    expect(await (await fetch(`${aws.url}/_local/events`)).json()).toEqual([]);
  }));

test('an answer has a recommendation id of 40 characters, as an event can carry', () =>
  withVisitor(async ({ call }) => {
    const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/local-for-you';
    const ids = [];
    for (let n = 0; n < 2; n += 1) {
      const reply = await call('/recommendations', { recommenderArn, userId: 'u-1' });
      expect(reply.headers.get('content-type')).toBe('application/json');
      ids.push(JSON.parse(reply.body).recommendationId);
    }
    for (const id of ids) expect(id).toMatch(/^RID-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
  }));

test('most viewed counts views, best sellers purchases, immediately and without scores', () =>
  withVisitor(async ({ did, recommend }) => {
    const shoppers = Array.from({ length: 40 }, (_, n) => ({ sessionId: `s-${n}` }));
    for (const each of shoppers) await did(each, 'View', 'new-thing');
    for (const each of shoppers.slice(0, 20)) await did(each, 'Purchase', 'other-thing');
    expect(await recommend('most-viewed', { numResults: 1 })).toEqual([{ itemId: 'new-thing' }]);
    expect(await recommend('best-sellers', { numResults: 1 })).toEqual([{ itemId: 'other-thing' }]);
  }));

test('items with equal counts are in the order of their ids', () =>
  withVisitor(async ({ did, recommend }) => {
    await did({}, 'Like', 'zz-2', 'zz-10', 'Zz');
    expect(idsOf(await recommend('best-sellers', all)).filter((id) => /^zz/i.test(id))).toEqual([
      'Zz',
      'zz-10',
      'zz-2',
    ]);
  }));

test('also viewed lists what the same users viewed, without the item itself', () =>
  withVisitor(async ({ did, recommend }) => {
    for (const sessionId of ['s-1', 's-2']) await did({ sessionId }, 'View', 'thing', 'mate');
    await did({ sessionId: 's-3' }, 'View', 'thing', 'acquaintance');
    await did({ sessionId: 's-3' }, 'AddToCart', 'no-view');
    const items = await recommend('also-viewed', { itemId: 'thing', ...all });
    expect(items.slice(0, 2)).toEqual([{ itemId: 'mate' }, { itemId: 'acquaintance' }]);
    expect(idsOf(items)).not.toContain('thing');
    // The rest, and the whole list for an item without views, are the most viewed items.
    const [popular] = await recommend('most-viewed', { numResults: 1 });
    expect(items[2]).toEqual(popular);
    expect((await recommend('also-viewed', { itemId: 'unheard', ...all }))[0]).toEqual(popular);
  }));

test('purchased items of the user are excluded where AWS excludes them', () =>
  withVisitor(async ({ did, recommend }) => {
    const [best] = idsOf(await recommend('for-you'));
    await did({ userId: 'u-1' }, 'Purchase', String(best));
    expect(idsOf(await recommend('for-you', all))).not.toContain(best);
    expect(idsOf(await recommend('also-viewed', { itemId: 'saguaro', ...all }))).not.toContain(best);
    expect(idsOf(await recommend('best-sellers', all))).toContain(best);
    expect(idsOf(await recommend('for-you', { ...all, userId: 'u-2' }))).toContain(best);
  }));

test('three views in one category fill the list with that category', () =>
  withVisitor(async ({ did, recommend }) => {
    const before = await recommend('for-you', three);
    expect(categoriesOf(before)).not.toContain('plants');
    await did({ userId: 'u-1' }, 'View', ...plants);
    expect(categoriesOf(await recommend('for-you', three))).toEqual(['plants', 'plants', 'plants']);
    expect(await recommend('for-you', { ...three, userId: 'u-2' })).not.toEqual(
      await recommend('for-you', three),
    );
  }));

test('the latest events have the highest weight, by their time, not by their arrival', () =>
  withVisitor(async ({ call, did, recommend }) => {
    const bags = ['market-tote', 'day-backpack', 'willow-basket'].map((itemId) => ({
      ...goodEvent,
      eventId: itemId,
      itemId,
      sentAt: goodEvent.sentAt + 3600,
    }));
    await call('/events', { ...batchOf(...bags), userId: 'u-1' });
    await did({ userId: 'u-1' }, 'View', ...plants);
    expect(categoriesOf(await recommend('for-you', three))).toEqual(['bags', 'bags', 'bags']);
  }));

test('the scores of for-you are shares of the whole catalogue, in descending order', () =>
  withVisitor(async ({ did, recommend }) => {
    await did({ userId: 'u-1' }, 'View', ...plants);
    const scores = (await recommend('for-you', all)).map(({ score = -1 }) => score);
    expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  }));

test('25 results by default, and never more than requested', () =>
  withVisitor(async ({ recommend }) => {
    expect(await recommend('most-viewed')).toHaveLength(25);
    expect(await recommend('most-viewed', { numResults: 2 })).toHaveLength(2);
    expect(await recommend('most-viewed', { numResults: 0 })).toEqual([]);
  }));

test('a new record of an item or of a user has an effect at once', () =>
  withVisitor(async ({ call, did, recommend }) => {
    await did({ userId: 'u-1' }, 'View', ...plants);
    const items = [{ itemId: 'bonsai', properties: '{"category":"plants"}' }];
    expect((await call('/items', { datasetArn: itemsArn, items })).status).toBe(200);
    const ids = idsOf(await recommend('for-you', all));
    expect(ids.indexOf('bonsai')).toBeLessThan(ids.indexOf('chanterelle-lamp'));

    // A gold member bought ceramics; another gold member without events gets more of them.
    await did(
      { userId: 'u-8' },
      'Purchase',
      ...products.filter((each) => each.category === 'ceramics').map(({ id }) => id),
    );
    const scoreOfClay = async () =>
      (await recommend('for-you', { ...all, userId: 'u-9' }))
        .filter(({ itemId }) => findProduct(itemId)?.category === 'ceramics')
        .reduce((sum, { score = 0 }) => sum + score, 0);
    const before = await scoreOfClay();
    const users = ['u-8', 'u-9'].map((userId) => ({ userId, properties: '{"membership":"gold"}' }));
    expect((await call('/users', { datasetArn: usersArn, users })).status).toBe(200);
    expect(await scoreOfClay()).toBeGreaterThan(before);
  }));

test('a reset returns to the seed, also when events follow it', () =>
  withVisitor(async ({ aws, did, recommend }) => {
    const seeded = await recommend('for-you', all);
    await did({ userId: 'u-1' }, 'View', ...plants);
    await recommend('for-you');
    await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
    await did({ userId: 'u-2' }, 'View', ...plants);
    const after = await recommend('for-you', all);
    expect(idsOf(after)).not.toEqual([]);
    await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
    expect(await recommend('for-you', all)).toEqual(seeded);
    expect(categoriesOf(after.slice(0, 3))).toEqual(categoriesOf(seeded.slice(0, 3)));
  }));

test('the same events give the same answer', async () => {
  const answers: Predicted[][] = [];
  for (let n = 0; n < 2; n += 1) {
    await withVisitor(async ({ did, recommend }) => {
      await did({ userId: 'u-1' }, 'View', ...plants);
      answers.push(await recommend('for-you', all), await recommend('also-viewed', { itemId: 'saguaro' }));
    });
  }
  expect(answers.slice(0, 2)).toEqual(answers.slice(2));
});
