/**
 * recommend() and rank(): every request field is sent in the format of the service, with the current user or session.
 */
import { arn, asker, bodyOf } from '../support/recommend-page';
import { expect, test } from '../support/test';

const filter = {
  filterArn: arn('filter/local-category'),
  filterValues: { CATEGORY: ['plants', 'bags'] },
};

test('every field of GetRecommendations is sent', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const result = await asker(visitor)('recommend', {
    recommenderArn: arn('recommender/local-for-you'),
    itemId: 7,
    numResults: 5,
    context: { DEVICE: 'phone', HOUR: 7 },
    ...filter,
    promotions: [
      {
        name: 'sale',
        percentPromotedItems: 20,
        filterArn: filter.filterArn,
        filterValues: { CATEGORY: 'ceramics' },
      },
    ],
    metadataColumns: ['TITLE', 'CATEGORY'],
  });
  const sessionId = await visitor.evaluate(() => window.personalize.sessionId);
  expect(bodyOf(aws, 'GetRecommendations')).toEqual({
    recommenderArn: arn('recommender/local-for-you'),
    itemId: '7',
    userId: sessionId,
    numResults: 5,
    context: { DEVICE: 'phone', HOUR: '7' },
    filterArn: filter.filterArn,
    filterValues: { CATEGORY: '"plants","bags"' },
    promotions: [
      {
        name: 'sale',
        percentPromotedItems: 20,
        filterArn: filter.filterArn,
        filterValues: { CATEGORY: '"ceramics"' },
      },
    ],
    metadataColumns: { ITEMS: ['TITLE', 'CATEGORY'] },
  });
  expect(result.recommendationId).toMatch(/^RID-/);
  expect(result.itemList).toHaveLength(5);
  const promoted = result.itemList.filter(({ promotionName }) => promotionName === 'sale');
  expect(promoted.map(({ metadata }) => metadata?.CATEGORY)).toEqual(['ceramics']);
  for (const item of result.itemList) {
    expect(item).toEqual({
      itemId: expect.any(String),
      metadata: { TITLE: expect.any(String), CATEGORY: expect.any(String) },
      ...(item.promotionName ? { promotionName: 'sale' } : {}),
      ...(item.score === undefined ? {} : { score: expect.any(Number) }),
    });
  }
});

test('every field of GetPersonalizedRanking is sent, for the known user', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  await visitor.evaluate(() => window.personalize.identify('anna'));
  const result = await asker(visitor)('rank', {
    campaignArn: arn('campaign/local-ranking'),
    inputList: ['monstera', 'saguaro', 12, 'boston-fern'],
    context: { DEVICE: 'phone' },
    filterArn: arn('filter/local-not-purchased'),
    metadataColumns: { ITEMS: ['TITLE'] },
  });
  expect(bodyOf(aws, 'GetPersonalizedRanking')).toEqual({
    campaignArn: arn('campaign/local-ranking'),
    inputList: ['monstera', 'saguaro', '12', 'boston-fern'],
    userId: 'anna',
    context: { DEVICE: 'phone' },
    filterArn: arn('filter/local-not-purchased'),
    metadataColumns: { ITEMS: ['TITLE'] },
  });
  expect(result.recommendationId).toMatch(/^RID-/);
  expect(result.personalizedRanking.map(({ itemId }) => itemId).sort()).toEqual([
    '12',
    'boston-fern',
    'monstera',
    'saguaro',
  ]);
  expect(result.personalizedRanking.at(-1)).toMatchObject({ itemId: '12' });
});

test('a campaign can be used, also through the command form', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const name = await visitor.evaluate(async (campaignArn) => {
    const answer = window.personalize('recommend', { campaignArn }) as Promise<unknown>;
    return answer.catch((error: Error) => error.name);
  }, arn('campaign/local-ranking'));
  // This campaign is for ranking.
  expect(name).toBe('InvalidInputException');
  expect(bodyOf(aws, 'GetRecommendations')).toMatchObject({ campaignArn: arn('campaign/local-ranking') });
});

test('identical requests in flight are sent once; an answer is cached until the next event', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/recommend.html');
  const ask = (requests: object[]) =>
    visitor.evaluate(async (all) => {
      const { forYou } = globalThis as unknown as { forYou: object };
      const answers = all.map((each) => window.personalize.recommend({ ...forYou, ...each } as never));
      return (await Promise.all(answers)).map(({ recommendationId }) => recommendationId);
    }, requests);
  const asked = () => aws.requests('GetRecommendations').length;

  const [first, second, other] = await ask([{}, {}, { numResults: 3 }]);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  expect(asked()).toBe(2);
  expect(await ask([{}])).toEqual([first]);
  expect(asked()).toBe(2);
  const [repeated] = await ask([{ cacheMs: 0 }]);
  expect(repeated).not.toBe(first);
  expect(await ask([{}])).toEqual([repeated]);
  expect(asked()).toBe(3);

  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'monstera' }));
  await aws.until(() => aws.events().length === 1, 'the event');
  await visitor.waitFor(() => window.personalize.stats().sent === 1);
  const [afterEvent] = await ask([{}]);
  expect(afterEvent).not.toBe(repeated);
  await visitor.evaluate(() => window.personalize.identify('anna'));
  expect(await ask([{}])).not.toEqual([afterEvent]);
});

test('anonymous recommendations use the session id, and a login continues them', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const top = async () => {
    const { itemList } = await asker(visitor)('recommend', {
      recommenderArn: arn('recommender/local-for-you'),
      numResults: 5,
      metadataColumns: ['CATEGORY'],
    });
    return itemList.map(({ metadata }) => metadata?.CATEGORY);
  };
  const before = await top();
  expect(new Set(before).size).toBeGreaterThan(1);
  await visitor.evaluate(async () => {
    for (const itemId of ['monstera', 'saguaro', 'boston-fern', 'snake-plant']) {
      await window.personalize.track('View', { itemId });
    }
    await window.personalize.flush();
  });
  expect(new Set(await top())).toEqual(new Set(['plants']));

  await visitor.evaluate(async () => {
    window.personalize.identify('anna');
    await window.personalize.track('View', { itemId: 'monstera' });
    await window.personalize.flush();
  });
  expect(new Set(await top())).toEqual(new Set(['plants']));
  expect(aws.requests('GetRecommendations').map(({ body }) => JSON.parse(body ?? '').userId)).toEqual([
    ...Array(2).fill(await visitor.evaluate(() => window.personalize.sessionId)),
    'anna',
  ]);
});

test('before init(), recommend() and ready() wait', async ({ visitor }) => {
  await visitor.open('/recommend.html?later');
  const names = await visitor.evaluate(async () => {
    const page = globalThis as unknown as { options: never; forYou: never };
    const early = window.personalize.recommend(page.forYou);
    const ready = new Promise((resolve) =>
      window.personalize.ready((tag) => resolve(tag.recommend(page.forYou))),
    ) as typeof early;
    window.personalize.init(page.options);
    return Promise.all([early, ready].map(async (each) => Object.keys(await each)));
  });
  expect(names).toEqual(Array(2).fill(['itemList', 'recommendationId']));
});

test('recommendations and delivery share one identity and one set of credentials', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/recommend.html');
  await visitor.evaluate(async () => {
    const { forYou } = globalThis as unknown as { forYou: never };
    const stored = window.personalize.track('View', { itemId: 'monstera' });
    await Promise.all([stored, window.personalize.recommend(forYou), window.personalize.flush()]);
  });
  await aws.until(() => aws.events().length === 1, 'the event');
  expect(aws.requests('GetId')).toHaveLength(1);
  expect(aws.requests('GetCredentialsForIdentity')).toHaveLength(1);
});

test('recommendations work on a device with a wrong clock', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  aws.faults({ operation: 'GetRecommendations', clockOffsetMs: 1_200_000, times: 'always' });
  expect(
    await asker(visitor)('recommend', { recommenderArn: arn('recommender/local-for-you') }),
  ).toHaveProperty('itemList');
  expect(aws.requests('GetRecommendations').map(({ status }) => status)).toEqual([403, 200]);
});
