/** …-recommend: a container is filled from its template, in one task, and interactions in it are attributed. */
import { addSlot, arn, bodyOf, seenIn, untilReported } from '../support/recommend-page';
import { expect, expectEvents, test } from '../support/test';

test('a slot is filled from its attributes, and its events are attributed', async ({ visitor, aws }) => {
  await visitor.open('/slots.html');
  const [reported] = await untilReported(visitor, 1);
  expect(reported).toEqual({
    type: 'personalize:recommended',
    id: 'also',
    recommendationId: expect.stringMatching(/^RID-/),
    itemIds: expect.any(Array),
  });
  const { itemIds = [], recommendationId } = reported ?? {};
  expect(itemIds).toHaveLength(3);
  expect(bodyOf(aws, 'GetRecommendations')).toEqual({
    recommenderArn: arn('recommender/local-also-viewed'),
    itemId: 'monstera',
    userId: await visitor.evaluate(() => window.personalize.sessionId),
    numResults: 3,
    filterArn: arn('filter/local-category'),
    filterValues: { CATEGORY: '"plants","bags"' },
    context: { DEVICE: 'phone' },
    metadataColumns: { ITEMS: ['TITLE', 'CATEGORY'] },
  });
  const cards = await visitor.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#also li')]
      .filter(({ offsetHeight }) => offsetHeight)
      .map((card) => ({
        itemId: card.getAttribute('data-personalize-item-id'),
        href: card.querySelector('a')?.getAttribute('href'),
        title: card.querySelector('a')?.title,
        text: card.textContent?.trim(),
      })),
  );
  expect(cards).toEqual(
    itemIds.map((itemId) => ({
      itemId,
      href: `?product=${itemId}`,
      title: expect.stringMatching(/\w/),
      text: expect.stringMatching(/^\w.* of (plants|bags), \{unknown\}$/),
    })),
  );
  expect(await visitor.evaluate(() => document.querySelectorAll('#also h2, #also template').length)).toBe(2);

  const [first = ''] = itemIds;
  await visitor.waitFor(
    (since) => performance.now() - since > 1200,
    await visitor.evaluate(() => performance.now()),
  );
  await visitor.click(`#also [data-personalize-item-id="${first}"]`);
  await expectEvents(aws, [
    {
      itemId: first,
      recommendationId,
      metricAttribution: { eventAttributionSource: 'slot' },
      impression: expect.arrayContaining(itemIds),
    },
  ]);
});

test('a slot that is added later is filled, and filled again when its attributes change', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/slots.html?none');
  const id = await addSlot(
    visitor,
    { recommend: arn('recommender/local-most-viewed'), 'num-results': '2', timeout: '5000' },
    '<template><b>{itemId}</b></template><i>what the page had</i>',
  );
  const [first] = await untilReported(visitor, 1);
  expect(first).toMatchObject({ type: 'personalize:recommended', id });
  const text = () => seenIn(visitor, id);
  expect(await text()).toBe(first?.itemIds?.join(''));
  await visitor.evaluate((at) => {
    const slot = document.getElementById(at);
    slot?.setAttribute('data-personalize-num-results', '4');
    slot?.setAttribute('class', 'changed');
  }, id);
  const [, second] = await untilReported(visitor, 2);
  expect(second?.itemIds).toHaveLength(4);
  expect(await text()).toBe(second?.itemIds?.join(''));
  expect(aws.requests('GetRecommendations')).toHaveLength(2);
});

test('a page without slots loads no slot chunk, and after stop() no slot is filled', async ({
  visitor,
  site,
  aws,
}) => {
  await visitor.open('/slots.html?none');
  await visitor.waitFor(() => performance.now() > 1500);
  await visitor.evaluate(() => window.personalize.stop());
  await addSlot(
    visitor,
    { recommend: arn('recommender/local-most-viewed') },
    '<template>{itemId}</template>',
  );
  await aws.untilQuiet(500);
  expect(site.requests.filter(({ path }) => /slots\.min|runtime/.test(path))).toEqual([]);
  expect(aws.requests()).toEqual([]);
});
