/** GA4 data layer events are delivered to Personalize without calls to the tag. */
import { expect, expectEvents, test } from '../support/test';

declare global {
  interface Window {
    other: unknown[];
  }
  const dataLayer: unknown[];
  const gtag: (...args: unknown[]) => void;
  const item: (itemId: string, more?: object) => object;
  const purchase: object;
  const push: unknown;
}

const early = { eventType: 'View', itemId: 'early', eventValue: 39.9 };
const following = () => dataLayer.push !== Array.prototype.push;

test('every rule works, in both entry formats, for entries before and after the tag loads', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    const items = (...ids: string[]) => ids.map((id) => item(id, { price: 10, quantity: 2 }));
    const pushEvent = (event: string, ecommerce: object) => dataLayer.push({ event, ecommerce });
    pushEvent('view_item_list', { item_list_id: 'mugs', items: items('a', 'b', 'c') });
    pushEvent('select_item', { item_list_id: 'mugs', items: items('b') });
    pushEvent('view_promotion', { promotion_id: 'spring', items: items('d') });
    pushEvent('remove_from_cart', { items: items('a') });
    gtag('event', 'view_item', { items: items('b') });
    gtag('event', 'add_to_cart', { items: items('b') });
    gtag('event', 'refund', { transaction_id: 'T-1', items: items('b') });
    gtag('event', 'add_to_wishlist', { items: items('b') });
  });
  await expectEvents(aws, [
    { ...early, impression: undefined, properties: undefined },
    { eventType: 'Click', itemId: 'b', eventValue: 10, impression: ['a', 'c', 'b'], properties: undefined },
    { eventType: 'View', itemId: 'b', eventValue: 10, impression: undefined },
    { eventType: 'AddToCart', itemId: 'b', eventValue: 10, impression: undefined },
  ]);
});

test('a reload of the thank-you page does not count a purchase twice', async ({ visitor, aws }) => {
  const buy = async () => {
    await visitor.waitFor(following);
    await visitor.evaluate(() => void dataLayer.push(purchase));
    await visitor.evaluate(() => window.personalize.flush());
  };
  await visitor.open('/data-layer.html');
  await buy();
  await visitor.reload();
  await buy();
  await expectEvents(
    aws,
    [
      early,
      early,
      { eventType: 'Purchase', itemId: 'mug', eventValue: 10, eventId: '["T-1001","mug"]' },
      { eventType: 'Purchase', itemId: 'pot', eventValue: 10, eventId: '["T-1001","pot"]' },
    ],
    { repeats: 'any content' },
  );
  expect(aws.events().filter(({ eventType }) => eventType === 'Purchase')).toHaveLength(4);
});

test('user_id identifies the user', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    gtag('config', 'G-1', { user_id: 'u-17' });
    dataLayer.push({ event: 'view_item', ecommerce: { items: [item('known')] } });
  });
  const userId = await visitor.evaluate(() => window.personalize.userId);
  expect(userId).toBe('u-17');
  await expectEvents(aws, [
    { ...early, userId: undefined },
    { itemId: 'known', userId: 'u-17' },
  ]);
});

test('the page can set the mapping and the name of the data layer', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  const options = { name: 'other', events: { add_to_wishlist: 'Like', add_to_cart: false } };
  await visitor.open(`/data-layer.html?${encodeURIComponent(JSON.stringify(options))}`);
  await visitor.waitFor(() => window.other);
  await visitor.evaluate(() => {
    for (const event of ['add_to_wishlist', 'add_to_cart', 'view_item'])
      window.other.push({ event, ecommerce: { items: [item('a')] } });
  });
  await expectEvents(aws, [
    { eventType: 'Like', itemId: 'a' },
    { eventType: 'View', itemId: 'a' },
  ]);
});

test('stop() restores push()', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await expectEvents(aws, [early]);
  const isBack = await visitor.evaluate(() => {
    window.personalize.stop();
    dataLayer.push({ event: 'view_item', ecommerce: { items: [item('late')] } });
    return dataLayer.push === push;
  });
  expect(isBack).toBe(true);
  await expectEvents(aws, [early]);
});

test('invalid entries are warned about once, and no other entry is lost', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  const lengths = await visitor.evaluate(() => {
    const view = (item_id: unknown) => ({ event: 'view_item', ecommerce: { items: [{ item_id }] } });
    const before = dataLayer.length;
    const bad = ['', '', 'x'.repeat(1e6), 'half \ud800', 'nul \0'].map(view);
    const thrower = {
      get event() {
        throw new Error('of the page');
      },
    };
    return [null, 'text', thrower, ...bad, view('good')].map((entry) => dataLayer.push(entry) - before);
  });
  expect(lengths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await expectEvents(aws, [early, { eventType: 'View', itemId: 'good' }]);
  const logged = visitor.console().filter(({ text }) => text.startsWith('[personalize]'));
  expect(logged.map(({ text }) => text.slice(0, 60))).toEqual([
    '[personalize] dataLayer: an entry cannot be read: Error: of ',
    '[personalize] dataLayer: "view_item": item_id "" is not an i',
    ...['"xx', '"ha', '"nu'].map((id) => expect.stringContaining(`item_id ${id}`)),
  ]);
});
