/**
 * The full loop in the demo shop: items are recommended, seen, clicked and bought, and later recommendations use it.
 */
import { findProduct } from '../../demo/shop/catalogue.js';
import type { AcceptedEvent } from '../support/local-aws';
import { openAnswered, readList, untilSettled } from '../support/shop-lists';
import { test as base, expect, expectEvents } from '../support/test';
import { impressionOf } from '../support/truth';
import { startWatchedShop, type WatchedShop } from '../support/watched-shop';

const test = base.extend<{ shop: WatchedShop }>({
  shop: async ({ aws }, use) => {
    const shop = await startWatchedShop(aws.url);
    await use(shop);
    await shop.close();
  },
});

/** A page left during a request keeps its claim on the events for 15 seconds. */
const timeoutMs = 30_000;
const forYou = 'recommended-for-you';
const ofFront = ['new-this-week', 'whole-shop', forYou];

const isOf = (type: string, item: string) => (event: AcceptedEvent) =>
  event.eventType === type && event.itemId === item;
const categoryOf = (itemId: string) => findProduct(itemId)?.category;

test('an item is attributed to its recommendation from the list to the purchase', { tag: '@once' }, async ({
  visitor,
  aws,
  shop,
}) => {
  test.setTimeout(90_000);
  const [offer] = await openAnswered(visitor, `${shop.url}/shop/`, [forYou]);
  const { itemIds = [], recommendationId } = offer ?? {};
  expect(itemIds).toHaveLength(4);
  const chosen = itemIds[1] ?? '';
  await visitor.scrollTo(`[data-personalize-list="${forYou}"] [data-personalize-item-id="${chosen}"]`);
  await visitor.waitFor((list, id) => truth.seenSoFar(list).sure.includes(id), forYou, chosen);
  await visitor.click(
    `[data-personalize-list="${forYou}"] [data-personalize-item-id="${chosen}"] .card-link`,
  );

  await visitor.waitForUrl(`/shop/product/${chosen}`);
  const marked = await visitor.evaluate(
    () => document.querySelector('.buy')?.closest('[data-personalize-recommendation-id]') ?? 'nothing',
  );
  expect(marked, 'what carries the recommendation around the button').toBe('nothing');
  await visitor.click('.buy [data-add-to-cart]');
  await visitor.click('a[href="/shop/cart"]');
  await visitor.waitForUrl('/shop/cart');
  await visitor.click('.sum button');
  await visitor.waitForUrl('/shop/thank-you');

  const [click] = await visitor.evaluate(() => truth.clicks());
  if (!click) throw new Error('the click was not witnessed');
  expect(click.sure).toContain(chosen);
  const credited = {
    itemId: chosen,
    recommendationId,
    metricAttribution: { eventAttributionSource: forYou },
  };
  await expectEvents(
    aws,
    [
      { ...credited, eventType: 'Click', impression: impressionOf(click) },
      { ...credited, eventType: 'View', impression: undefined },
      { ...credited, eventType: 'AddToCart', impression: undefined, eventValue: findProduct(chosen)?.price },
      { ...credited, eventType: 'Purchase', impression: undefined, eventValue: findProduct(chosen)?.price },
    ],
    { withinMs: timeoutMs, repeats: true },
  );

  const seen = aws.events().find(({ eventType }) => eventType === 'Click')?.impression?.length ?? 0;
  await visitor.open(shop.url);
  await visitor.click('#circle-tab');
  const panelText = await visitor.waitFor(
    (id) => document.querySelector(`[data-recommendation="${id}"]`)?.textContent,
    recommendationId,
  );
  const words = (panelText ?? '').replace(/\s+/g, ' ');
  expect(words).toContain(`4 recommended ${seen} seen 1 clicked 1 bought`);
  expect(words).toContain(`${Math.round(100 / seen)} %`);
  const cells = await visitor.waitFor((source) => {
    const rows = [...document.querySelectorAll('.sources tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent?.trim().replace(/\s+/g, ' ')),
    );
    return rows.find(([name]) => name === source);
  }, forYou);
  expect(cells).toEqual([forYou, '4', `${seen}`, '1', '1', `${Math.round(100 / seen)} %`]);
});

test('after three clicks in one category the lists start with that category, before and after a login', {
  tag: '@once',
}, async ({ visitor, aws, shop }) => {
  test.setTimeout(120_000);
  const front = () => openAnswered(visitor, `${shop.url}/shop/`, ofFront);
  const before = await front();
  for (const bag of ['market-tote', 'weekend-bag', 'willow-basket']) {
    await visitor.open(`${shop.url}/shop/category/bags`);
    await untilSettled(visitor);
    await visitor.click(
      `[data-personalize-list="category-bags"] [data-personalize-item-id="${bag}"] .card-link`,
    );
    await visitor.waitForUrl(`/shop/product/${bag}`);
    // Wait for delivery, so that the front page is ranked with it.
    await aws.until(
      () => ['Click', 'View'].every((type) => aws.events().some(isOf(type, bag))),
      `the click on ${bag} and its view`,
      timeoutMs,
    );
    // In WebKitGTK, IndexedDB blocks the next page if a page is left during a drain.
    await visitor.evaluate(async () => void (await window.personalize.flush()));
  }

  const after = await front();
  for (const [index, name] of ofFront.entries()) {
    const [was = [], is = []] = [before, after].map((lists) => lists[index]?.itemIds);
    expect(is, name).not.toEqual(was);
    expect(categoryOf(is[0] ?? ''), name).toBe('bags');
  }
  const kinds = (at: number, count: number) => after[at]?.itemIds.slice(0, count).map(categoryOf);
  expect(kinds(1, 3)).toEqual(['bags', 'bags', 'bags']);
  expect(kinds(2, 4)).toEqual(['bags', 'bags', 'bags', 'bags']);
  expect(before.flatMap(({ itemIds }) => itemIds.slice(0, 3).map(categoryOf))).not.toEqual(
    Array(9).fill('bags'),
  );

  await visitor.click('[data-account] summary');
  await visitor.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('#customer');
    if (field) field.value = 'Ada';
  });
  await visitor.click('[data-sign-in] button');
  const isAdas = ({ userId }: AcceptedEvent) => userId === 'member-ada';
  await aws.until(() => aws.events().some(isAdas), 'the bridge from the session to Ada', timeoutMs);
  const signedIn = await front();
  expect(signedIn.map(({ itemIds }) => itemIds)).toEqual(after.map(({ itemIds }) => itemIds));
  const [last] = aws.requests('GetPersonalizedRanking').slice(-1);
  expect(JSON.parse(last?.body ?? '{}')).toMatchObject({ userId: 'member-ada' });
});

test('without an answer from Personalize, the shop keeps its own content', { tag: '@once' }, async ({
  visitor,
  aws,
  shop,
}) => {
  visitor.allow(/Failed to load resource|500/);
  const always = { times: 'always', errorType: 'InternalServerError', status: 500 } as const;
  aws.faults(
    { operation: 'GetPersonalizedRanking', ...always },
    { operation: 'GetRecommendations', ...always },
  );
  await visitor.open(`${shop.url}/shop/`);
  const own = await readList(visitor, 'whole-shop');
  await untilSettled(visitor);
  expect(await readList(visitor, 'whole-shop')).toEqual({ itemIds: own.itemIds, recommendationId: null });
  const heights = await visitor.evaluate(() =>
    [...document.querySelectorAll('.recommended')].map((place) => place.getBoundingClientRect().height),
  );
  expect(heights).toEqual([0]);
});
