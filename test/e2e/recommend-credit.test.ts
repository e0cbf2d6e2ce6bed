/** Attribution of recommendations: events of recommended, seen and chosen items carry their id, on every later page. */
import { arn, asker } from '../support/recommend-page';
import { expect, expectEvents, test } from '../support/test';

test('a chosen item is attributed from recommend() and stamp() to its view, cart and purchase without markup', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/recommend.html');
  const shown = await visitor.evaluate(async () => {
    const page = globalThis as unknown as { forYou: never; show(result: unknown): void };
    const result = await window.personalize.recommend(page.forYou);
    page.show(result);
    return { ...result, ids: result.itemList.map(({ itemId }) => itemId) };
  });
  const { recommendationId, ids } = shown;
  expect(ids).toHaveLength(4);
  const [first = '', second = ''] = ids;
  await visitor.waitFor(
    (since) => performance.now() - since > 1200,
    await visitor.evaluate(() => performance.now()),
  );
  await visitor.click(`[data-personalize-item-id="${first}"]`);
  await expectEvents(aws, [
    {
      eventType: 'Click',
      itemId: first,
      recommendationId,
      impression: expect.arrayContaining(ids),
    },
  ]);
  await visitor.waitFor(() => window.personalize.stats().sent === 1);

  await visitor.open('/recommend.html?product');
  await visitor.evaluate((itemId) => window.personalize.track('View', { itemId }), first);
  // Another list recommends the item meanwhile: the list that was clicked keeps the attribution.
  await asker(visitor)('recommend', { recommenderArn: arn('recommender/local-most-viewed') });
  await visitor.evaluate((itemId) => {
    document.getElementById('cart')?.setAttribute('data-personalize-item-id', itemId);
  }, first);
  await visitor.click('#cart');
  await visitor.evaluate((itemId) => window.personalize.track('Purchase', { itemId }), first);
  const arrived = await expectEvents(
    aws,
    ['Click', 'View', 'AddToCart', 'Purchase'].map((eventType) => ({
      eventType,
      itemId: first,
      recommendationId,
    })),
  );
  expect(arrived).toHaveLength(4);

  // After the purchase, events of the item carry no attribution. Another item of the list is attributed to the latest
  // list.
  await visitor.evaluate(
    async (bought, offered) => {
      await window.personalize.track('View', { itemId: bought });
      await window.personalize.track('View', { itemId: offered, eventValue: 2 });
    },
    first,
    second,
  );
  const later = await expectEvents(
    aws,
    [
      { eventType: 'View', itemId: first },
      { eventType: 'View', itemId: second, eventValue: 2, recommendationId: /^RID-/ },
    ],
    { extra: true },
  );
  const views = later.filter(({ eventType, itemId }) => eventType === 'View' && itemId === first);
  expect(views.map((view) => view.recommendationId)).toEqual([recommendationId, undefined]);
});

test('an answer from the site’s own server is stamped, too, with its source', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  await visitor.evaluate(() => {
    (globalThis as unknown as { show(result: unknown): void }).show({
      itemList: [{ itemId: 'monstera' }],
      recommendationId: 'RID-server',
      metricAttribution: { eventAttributionSource: 'rendered' },
    });
    window.personalize.stamp(document.body, {} as never);
    window.personalize.stamp(null as never, { recommendationId: 'RID-nowhere' });
  });
  await visitor.click('[data-personalize-item-id=monstera]');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'monstera' }));
  const origin = {
    recommendationId: 'RID-server',
    metricAttribution: { eventAttributionSource: 'rendered' },
  };
  await expectEvents(aws, [
    { eventType: 'Click', itemId: 'monstera', ...origin, impression: ['monstera'] },
    { eventType: 'View', itemId: 'monstera', ...origin },
  ]);
  expect(visitor.console().filter(({ text }) => text.includes('stamp: no element'))).toHaveLength(1);
});

test('the source of a request is attributed with it', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const { itemList, recommendationId } = await asker(visitor)('recommend', {
    recommenderArn: arn('recommender/local-best-sellers'),
    metricAttribution: { eventAttributionSource: 'cart' },
  });
  const itemId = itemList[0]?.itemId;
  await visitor.evaluate((id) => window.personalize.track('View', { itemId: id ?? '' }), itemId);
  await expectEvents(aws, [
    { itemId, recommendationId, metricAttribution: { eventAttributionSource: 'cart' } },
  ]);
});
