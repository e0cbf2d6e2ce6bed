/** Names that a page has defined on `Object.prototype` are no options, no fields and no members of a request. */
import { loaded } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';

const nothing = {
  userId: undefined,
  recommendationId: undefined,
  eventValue: undefined,
  metricAttribution: undefined,
};

for (const how of ['values', 'accessors']) {
  test(`what arrives is the page's own: ${how}`, async ({ visitor, aws }) => {
    await visitor.open(`/polluted.html?how=${how}`);
    await loaded(visitor);
    await visitor.click('#item');
    const answer = await visitor.evaluate(async () => {
      const { personalize } = window;
      const own = (name: string) => Object.getOwnPropertyDescriptor(personalize.stats(), name)?.value;
      void personalize.track('Search', {});
      void personalize.track('View', { itemId: 'tracked', properties: { size: 1 } });
      const layer = Reflect.get(globalThis, 'dataLayer');
      layer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'layer' }] } });
      const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/local-most-viewed';
      const { itemList } = await personalize.recommend({ recommenderArn });
      return { length: itemList.length, captured: own('captured'), asked: Reflect.get(globalThis, 'asked') };
    });
    const events = await expectEvents(aws, [
      { ...nothing, eventType: 'Click', itemId: 'clicked', properties: { colour: 'red' } },
      { ...nothing, eventType: 'Search', itemId: undefined, properties: undefined, impression: undefined },
      { ...nothing, eventType: 'View', itemId: 'tracked', properties: { size: 1 } },
      { ...nothing, eventType: 'View', itemId: 'layer', properties: undefined },
    ]);
    for (const { impression = [], sentAt } of events) {
      expect(impression).not.toContain('evil');
      expect(sentAt).toBeGreaterThan(1e9);
    }
    expect(answer).toEqual({ length: 25, captured: 4, asked: [] });
    expect(await visitor.evaluate(() => window.personalize.userId ?? 'none')).toBe('none');
    expect(visitor.console().filter(({ level }) => level === 'log')).toEqual([]);
    await visitor.reload();
    await loaded(visitor);
    await visitor.evaluate(() => window.personalize.track('View', { itemId: 'again' }));
    await expectEvents(aws, [{ ...nothing, itemId: 'again' }], { extra: true });
  });
}

test('a grant that the page has inherited is no grant', async ({ visitor, aws }) => {
  await visitor.open('/polluted.html?how=values&pending');
  await loaded(visitor);
  await visitor.click('#item');
  await aws.untilQuiet(1000);
  expect(await visitor.evaluate(() => window.personalize.stats().consent.state)).toBe('pending');
  expect(aws.requests()).toEqual([]);
});
