/** What is pushed in several entries is merged, lists are forgotten in time, and sign-outs are followed. */
import { expect, expectEvents, test } from '../support/test';

const early = { eventType: 'View', itemId: 'early' };
const following = () => dataLayer.push !== Array.prototype.push;

test('items and event may be pushed one after the other, with dotted keys and calls', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    dataLayer.push({ ecommerce: null });
    dataLayer.push({ ecommerce: { items: [item('two pushes', { price: 2 })] } });
    dataLayer.push({ event: 'view_item' });
    dataLayer.push({ ecommerce: null }, { 'ecommerce.items': [item('dotted')] }, { event: 'add_to_cart' });
    dataLayer.push({ ecommerce: null }, { 'ecommerce.items.0.item_id': 'index' }, { event: 'view_item' });
    dataLayer.push({ _clear: true, ecommerce: { items: [] } }, ['ecommerce.items.push', item('call')]);
    dataLayer.push({ event: 'view_item' });
    dataLayer.push({ ecommerce: null }, { event: 'view_item' });
  });
  await expectEvents(aws, [
    early,
    { eventType: 'View', itemId: 'two pushes', eventValue: 2 },
    { eventType: 'AddToCart', itemId: 'dotted' },
    ...['index', 'call'].map((itemId) => ({ eventType: 'View', itemId })),
  ]);
});

test('an event without items has those that Google Tag Manager sees, but not those of another path', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    dataLayer.push({ event: 'view_item', ecommerce: { items: [item('a')] } }, { event: 'add_to_cart' });
    history.pushState({}, '', '/other');
    dataLayer.push({ event: 'add_to_cart' });
    dataLayer.push({ event: 'view_item', ecommerce: { items: [item('b')] } });
  });
  await expectEvents(aws, [
    early,
    { eventType: 'View', itemId: 'a' },
    { eventType: 'AddToCart', itemId: 'a' },
    { eventType: 'View', itemId: 'b' },
  ]);
});

test('a list lasts until it is pushed again, a page_view is pushed, or the path changes', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    const list = (...ids: string[]) => ({ item_list_id: 'l', items: ids.map((id) => item(id)) });
    const show = (...ids: string[]) => dataLayer.push({ event: 'view_item_list', ecommerce: list(...ids) });
    const select = (id: string) => dataLayer.push({ event: 'select_item', ecommerce: list(id) });
    show('a', 'b');
    history.pushState({}, '', '?filter=1#anchor');
    select('a');
    show('c');
    select('c');
    dataLayer.push({ event: 'page_view' });
    select('d');
    show('e', 'f');
    gtag('event', 'page_view', {});
    select('e');
    show('g', 'h');
    history.pushState({}, '', '/other');
    select('g');
    show('i', 'j');
    history.pushState({}, '', '?filter=2#anchor');
    select('i');
    history.pushState({}, '', '#/route');
    select('k');
  });
  await expectEvents(aws, [
    early,
    { itemId: 'a', impression: ['b', 'a'] },
    { itemId: 'c', impression: ['c'] },
    ...['d', 'e', 'g'].map((itemId) => ({ eventType: 'Click', itemId, impression: undefined })),
    { itemId: 'i', impression: ['j', 'i'] },
    { itemId: 'k', impression: undefined },
  ]);
});

test('user_id null signs out, in every kind of entry', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await expectEvents(aws, [early]);
  const users = await visitor.evaluate(() => {
    const { personalize } = window;
    const signOuts = [
      () => dataLayer.push({ user_id: null }),
      () => dataLayer.push({ event: 'logout', user_id: null }),
      () => gtag('set', { user_id: null }),
      () => gtag('set', 'user_id', null),
      () => gtag('config', 'G-1', { user_id: null }),
      () => gtag('event', 'logout', { user_id: null }),
    ];
    return signOuts.map((signOut) => {
      dataLayer.push({ user_id: 'u-17' });
      dataLayer.push({ user_id: undefined });
      const { userId, sessionId } = personalize;
      signOut();
      const isNew = personalize.sessionId !== sessionId;
      const anonymous = personalize.sessionId;
      signOut();
      return [userId, personalize.userId ?? 'nobody', isNew, personalize.sessionId === anonymous].join();
    });
  });
  expect(users).toEqual(Array(6).fill('u-17,nobody,true,true'));
  await visitor.evaluate(() => {
    dataLayer.push({ event: 'view_item', ecommerce: { items: [item('signed out')] } });
  });
  await expectEvents(aws, [early, { itemId: 'signed out', userId: undefined }]);
  expect(visitor.console().filter(({ text }) => text.startsWith('[personalize]'))).toEqual([]);
});

test('orders with a placeholder as their id are all counted', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    const ids = [undefined, null, '(not set)', 0, '-1', 'None', ' ', '{{Order ID}}'];
    for (const transaction_id of [...ids, ...ids])
      dataLayer.push({ event: 'purchase', ecommerce: { transaction_id, items: [item('mug')] } });
    dataLayer.push({ event: 'purchase', ecommerce: { transaction_id: ' T-1 ', items: [item('pot')] } });
  });
  const events = await expectEvents(aws, [
    early,
    ...Array(16).fill({ eventType: 'Purchase', itemId: 'mug' }),
    { itemId: 'pot', eventId: '["T-1","pot"]' },
  ]);
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(18);
  const logged = visitor.console().filter(({ text }) => text.includes('is not the id of one order'));
  expect(logged).toHaveLength(8);
});

test('an action that two plugins push is two events, and a purchase is one', async ({ visitor, aws }) => {
  await visitor.open('/data-layer.html');
  await visitor.waitFor(following);
  await visitor.evaluate(() => {
    for (const transaction_id of ['T-2', 'T-2']) {
      dataLayer.push({ event: 'add_to_cart', ecommerce: { items: [item('mug')] } });
      dataLayer.push({ event: 'purchase', ecommerce: { transaction_id, items: [item('mug')] } });
    }
  });
  const cart = { eventType: 'AddToCart', itemId: 'mug' };
  await expectEvents(aws, [early, cart, cart, { eventType: 'Purchase', eventId: '["T-2","mug"]' }], {
    repeats: 'any content',
  });
});
