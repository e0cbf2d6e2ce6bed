/** The demo: events from the shop arrive at the local AWS and are shown in the panel next to it. */
import { startShop } from '../../demo/shop/server.js';
import type { Point } from '../support/engines/tab';
import { test as base, expectEvents } from '../support/test';
import type { Visitor } from '../support/visitor';

const test = base.extend<{ shop: Awaited<ReturnType<typeof startShop>>; desk: ReturnType<typeof sitAt> }>({
  shop: async ({ aws }, use) => {
    const shop = await startShop({ port: 0, endpoint: aws.url });
    await use(shop);
    await shop.close();
  },
  desk: async ({ shop, visitor }, use) => {
    await visitor.open(shop.url);
    await use(sitAt(visitor));
  },
});

/** A page left during a request keeps its claim on the events for 15 seconds. */
const timeoutMs = 30_000;

/** Simulates a user of the demo page, who acts in the shop frame and reads the panel. */
const sitAt = (visitor: Visitor) => ({
  waitForShop: (part: string) =>
    visitor.waitFor((path) => {
      const { location, document } = frames[0] as Window;
      const lists = [...document.querySelectorAll('[data-personalize-recommend], [data-personalize-rank]')];
      return (
        (location.pathname + location.search).includes(path) &&
        document.readyState === 'complete' &&
        // A list that is ranked later would move under the pointer.
        lists.every((list) => list.hasAttribute('data-settled'))
      );
    }, part),
  clickInShop: async (selector: string) =>
    visitor.click((await visitor.waitFor(placeInShop, selector)) as Point),
  waitForPanel: (selector: string, text: string) =>
    visitor.waitFor(
      (each, words) =>
        [...document.querySelectorAll(each)].some(({ textContent }) => textContent?.includes(words)),
      selector,
      text,
    ),
});

/** The position of an element of the framed shop, in coordinates of the demo page. Runs in the page. */
const placeInShop = (selector: string): Point | undefined => {
  const frame = document.querySelector('iframe');
  const element = frame?.contentDocument?.querySelector(selector);
  if (!frame || !element || frame.contentDocument?.readyState !== 'complete') return undefined;
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const outer = frame.getBoundingClientRect();
  const { left, top, width, height } = element.getBoundingClientRect();
  return width === 0 ? undefined : { x: outer.left + left + width / 2, y: outer.top + top + height / 2 };
};

const inList = (item: string, inside: string): string =>
  `[data-personalize-list="new-this-week"] [data-personalize-item-id="${item}"] ${inside}`;

test('a click on a product is delivered and shown in the panel', async ({ desk, aws }) => {
  await desk.waitForShop('/shop/');
  await desk.clickInShop(inList('tide-vase', '.card-link'));
  await desk.waitForShop('/shop/product/tide-vase');
  await expectEvents(
    aws,
    [
      { eventType: 'Click', itemId: 'tide-vase', properties: { placement: 'new-this-week' } },
      { eventType: 'View', itemId: 'tide-vase' },
    ],
    { withinMs: timeoutMs },
  );
  await desk.waitForPanel('.event', 'Click');
  await desk.waitForPanel('.event', 'Tide vase');
  await desk.waitForPanel('[data-summary]', '2 events');
});

test('a button on a card sends its own event, with its value', { tag: '@once' }, async ({ desk, aws }) => {
  await desk.waitForShop('/shop/');
  await desk.clickInShop(inList('monstera', '[data-add-to-cart]'));
  await expectEvents(aws, [{ eventType: 'AddToCart', itemId: 'monstera', eventValue: 48 }]);
});

test('an order is counted once, however often its page is loaded', { tag: '@once' }, async ({
  desk,
  aws,
  visitor,
}) => {
  await desk.waitForShop('/shop/');
  await desk.clickInShop(inList('tide-vase', '[data-add-to-cart]'));
  await desk.waitForPanel('.event', 'AddToCart');
  await desk.clickInShop('a[href="/shop/cart"]');
  await desk.waitForShop('/shop/cart');
  await desk.clickInShop('.sum button');
  await desk.waitForShop('/shop/thank-you');
  await desk.waitForPanel('.event', 'Purchase');
  await visitor.reload();
  await desk.waitForPanel('.event', 'repeat');
  await expectEvents(
    aws,
    [
      { eventType: 'AddToCart', itemId: 'tide-vase', eventValue: 46 },
      { eventType: 'Purchase', itemId: 'tide-vase', eventId: /^FK-\w+-tide-vase$/, eventValue: 46 },
    ],
    { repeats: true },
  );
});

test('a user who signs in is identified from then on', { tag: '@once' }, async ({ desk, aws, visitor }) => {
  await desk.waitForShop('/shop/');
  await desk.clickInShop('[data-account] summary');
  await visitor.evaluate(() => {
    const field = frames[0]?.document.querySelector<HTMLInputElement>('#customer');
    if (field) field.value = 'Ada';
  });
  await desk.clickInShop('[data-sign-in] button');
  await desk.clickInShop(inList('tide-vase', '.like'));
  await expectEvents(aws, [{ eventType: 'Like', itemId: 'tide-vase', userId: 'member-ada' }], {
    extra: true,
  });
});

test('a failure on demand is shown in the panel, and no event is lost', { tag: '@once' }, async ({
  desk,
  aws,
  visitor,
}) => {
  visitor.allow(/Failed to load resource|400/);
  await desk.waitForShop('/shop/');
  await visitor.click('[data-fail]');
  await desk.waitForPanel('[data-fail]', 'Waiting');
  await desk.clickInShop(inList('tide-vase', '.like'));
  await desk.waitForPanel('.refused', 'ThrottlingException');
  await expectEvents(aws, [{ eventType: 'Like', itemId: 'tide-vase' }]);
});
