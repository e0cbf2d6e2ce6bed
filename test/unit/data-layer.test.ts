/** The GA4 data layer, entry by entry: what is captured, and what is not. */

import { expect, test } from 'vitest';
import { follow, page } from './data-layer-page';

const viewItem = (item_id: unknown, more: object = {}) => ({
  event: 'view_item',
  ecommerce: { items: [{ item_id, ...more }] },
});

test('existing and later entries are captured, and unknown events are ignored', () => {
  const { layer, sent, captured, warnings } = follow([{ event: 'gtm.js' }, viewItem('a', { price: 39.9 })]);
  layer.push({ event: 'scroll' }, viewItem('b', { price: '12.50', quantity: 3 }));
  layer.push({ ecommerce: null });
  expect(sent()).toEqual([
    { eventType: 'View', itemId: 'a', eventValue: 39.9 },
    { eventType: 'View', itemId: 'b', eventValue: '12.50' },
  ]);
  expect(captured[0]?.at).toBe(1_700_000_000_000);
  expect(layer).toHaveLength(5);
  expect(warnings).toEqual([]);
});

test('each rule works for objects and for gtag() calls', () => {
  const items = [{ item_id: 'a' }, { item_id: 7 }];
  const { layer, gtag, sent } = follow([]);
  layer.push(
    { event: 'add_to_cart', ecommerce: { items } },
    { event: 'remove_from_cart', ecommerce: { items } },
  );
  gtag('event', 'view_item', { items });
  gtag('event', 'refund', { transaction_id: 'T', items });
  gtag('js', new Date());
  gtag('consent', 'default', { ad_storage: 'denied' });
  expect(sent()).toEqual([
    { eventType: 'AddToCart', itemId: 'a' },
    { eventType: 'AddToCart', itemId: '7' },
    { eventType: 'View', itemId: 'a' },
    { eventType: 'View', itemId: '7' },
  ]);
});

test('a selection has the latest list with its id as its impression', () => {
  const { layer, sent } = follow([]);
  const list = (ids: string[], more: object) =>
    layer.push({
      event: 'view_item_list',
      ecommerce: { ...more, items: ids.map((item_id) => ({ item_id })) },
    });
  const select = (item_id: string, more: object) =>
    layer.push({ event: 'select_item', ecommerce: { ...more, items: [{ item_id }] } });
  list(['x'], { item_list_id: 'search' });
  list(['a', 'b', 'c'], { item_list_id: 'search', item_list_name: 'Search' });
  list(['d', 'e'], { item_list_name: 'Related' });
  select('b', { item_list_id: 'search' });
  select('e', { item_list_id: 'unheard-of', item_list_name: 'Related' });
  select('z', { item_list_id: 'search' });
  select('q', { item_list_id: 'other' });
  select('q', {});
  expect(sent()).toEqual([
    { eventType: 'Click', itemId: 'b', impression: ['a', 'b', 'c'] },
    { eventType: 'Click', itemId: 'e', impression: ['d', 'e'] },
    { eventType: 'Click', itemId: 'z', impression: ['a', 'b', 'c', 'z'] },
    { eventType: 'Click', itemId: 'q' },
    { eventType: 'Click', itemId: 'q' },
  ]);
});

test('an item may name its own list, and a promotion is a list too', () => {
  const { gtag, sent } = follow([], { select_promotion: 'Click' });
  gtag('event', 'view_item_list', {
    item_list_id: 'all',
    items: [{ item_id: 'a' }, { item_id: 'b', item_list_id: 'own' }, { item_id: 'c', item_list_id: 'own' }],
  });
  gtag('event', 'view_promotion', { promotion_id: 'P', items: [{ item_id: 'd' }, { item_id: 'e' }] });
  gtag('event', 'select_item', { items: [{ item_id: 'c', item_list_id: 'own' }] });
  gtag('event', 'select_promotion', { promotion_id: 'P', items: [{ item_id: 'd' }] });
  expect(sent()).toEqual([
    { eventType: 'Click', itemId: 'c', impression: ['b', 'c'] },
    { eventType: 'Click', itemId: 'd', impression: ['d', 'e'] },
  ]);
});

test('the impression is at most 25 items of a long list, up to the selected one', () => {
  const { gtag, captured } = follow([]);
  const ids = Array.from({ length: 60 }, (_, index) => `i${index}`);
  gtag('event', 'view_item_list', { item_list_id: 'l', items: ids.map((item_id) => ({ item_id })) });
  for (const item_id of ['i3', 'i40', 'elsewhere']) {
    gtag('event', 'select_item', { item_list_id: 'l', items: [{ item_id }] });
  }
  expect(captured.map(({ fields }) => fields.impression)).toEqual([
    ids.slice(0, 25),
    ids.slice(16, 41),
    [...ids.slice(36), 'elsewhere'],
  ]);
});

test('the event ids of a purchase are the same on every load, and differ by line', () => {
  const purchase = {
    event: 'purchase',
    ecommerce: {
      transaction_id: 'T-1',
      items: [{ item_id: 'a', price: 5, quantity: 2 }, { item_id: 'b' }, { item_id: 'a', price: 5 }],
    },
  };
  const first = follow([purchase]);
  const reloaded = follow([purchase]);
  expect(first.sent()).toEqual([
    { eventType: 'Purchase', itemId: 'a', eventValue: 5, eventId: '["T-1","a"]' },
    { eventType: 'Purchase', itemId: 'b', eventId: '["T-1","b"]' },
    { eventType: 'Purchase', itemId: 'a', eventValue: 5, eventId: '["T-1","a",1]' },
  ]);
  expect(reloaded.sent()).toEqual(first.sent());
});

test('a purchase without a transaction id is sent, with a warning', () => {
  const { sent, warnings } = follow([{ event: 'purchase', ecommerce: { items: [{ item_id: 'a' }] } }]);
  expect(sent()).toEqual([{ eventType: 'Purchase', itemId: 'a' }]);
  expect(warnings).toEqual([
    'dataLayer: "purchase": transaction_id undefined is not the id of one order: left out',
  ]);
});

for (const transaction_id of [
  null,
  '',
  '  ',
  'undefined',
  'NULL',
  '(not set)',
  0,
  '0',
  -1,
  'none',
  '{{order.id}}',
  '00000000-0000-0000-0000-000000000000',
]) {
  test(`the transaction id ${JSON.stringify(transaction_id)} makes no event id`, () => {
    const items = [{ item_id: 'a' }];
    const { sent, warnings } = follow([{ event: 'purchase', ecommerce: { transaction_id, items } }]);
    expect(sent()).toEqual([{ eventType: 'Purchase', itemId: 'a' }]);
    expect(warnings).toEqual([
      expect.stringMatching(/transaction_id .* is not the id of one order: left out/),
    ]);
  });
}

test('ids are trimmed', () => {
  const { gtag, sent, users } = follow([]);
  gtag('event', 'view_item_list', { item_list_id: ' l', items: [{ item_id: 'b ' }] });
  gtag('event', 'select_item', { item_list_id: 'l', items: [{ item_id: ' a' }] });
  gtag('event', 'purchase', { transaction_id: ' T ', items: [{ item_id: 'a\n' }] });
  expect(sent()).toEqual([
    { eventType: 'Click', itemId: 'a', impression: ['b', 'a'] },
    { eventType: 'Purchase', itemId: 'a', eventId: '["T","a"]' },
  ]);
  expect(users).toEqual([]);
});

test('user_id identifies the user, in every kind of entry', () => {
  const { layer, gtag, users, warnings } = follow([{ user_id: 'u1' }]);
  layer.push({ event: 'login', user_id: 'u2' });
  gtag('config', 'G-1', { user_id: 'u3' });
  gtag('set', { user_id: 'u4' });
  gtag('set', 'user_id', 'u5');
  gtag('event', 'login', { user_id: 6 });
  gtag('get', 'G-1', { user_id: 'no' });
  layer.push({ user_id: undefined });
  expect(users).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 6]);
  expect(warnings).toEqual([]);
});

test('user_id null signs out, in every kind of entry', () => {
  const { layer, gtag, users, warnings } = follow([{ user_id: null }]);
  layer.push({ event: 'logout', user_id: null });
  gtag('config', 'G-1', { user_id: null });
  gtag('set', { user_id: null });
  gtag('set', 'user_id', null);
  gtag('event', 'logout', { user_id: null });
  expect(users).toEqual(Array(6).fill(null));
  expect(warnings).toEqual([]);
});

test('the mapping can be overridden for each event', () => {
  const items = [{ item_id: 'a' }];
  const { gtag, sent, warnings } = follow([], {
    add_to_wishlist: 'Like',
    add_to_cart: false,
    view_item: 5,
    purchase: '',
  });
  for (const name of [
    'add_to_wishlist',
    'add_to_cart',
    'view_item',
    'constructor',
    '__proto__',
    'toString',
  ]) {
    gtag('event', name, { items });
  }
  expect(sent().map(({ eventType }) => eventType)).toEqual(['Like', 'View']);
  expect(warnings).toEqual([
    'option dataLayer.events.view_item 5 is not an event type: ignored',
    'option dataLayer.events.purchase "" is not an event type: ignored',
  ]);
});

test('the items of an event may be pushed before it, and each event is captured once', () => {
  const { layer, sent, warnings } = follow([{ ecommerce: { items: [{ item_id: 'a' }] } }]);
  layer.push(
    { event: 'view_item' },
    { event: 'gtm.js' },
    { 'ecommerce.items': [{ item_id: 'b', price: 2 }] },
  );
  layer.push({ event: 'add_to_cart', ecommerce: { currency: 'EUR' } });
  layer.push({ ecommerce: null }, { event: 'view_item', 'ecommerce.items.0.item_id': 'c' });
  layer.push({ ecommerce: null }, { ecommerce: { transaction_id: 'T', items: [] } });
  layer.push(['ecommerce.items.push', { item_id: 'd' }, { item_id: 'e' }], { event: 'purchase' });
  expect(sent()).toEqual([
    { eventType: 'View', itemId: 'a' },
    { eventType: 'AddToCart', itemId: 'b', eventValue: 2 },
    { eventType: 'View', itemId: 'c' },
    { eventType: 'Purchase', itemId: 'd', eventId: '["T","d"]' },
    { eventType: 'Purchase', itemId: 'e', eventId: '["T","e"]' },
  ]);
  expect(warnings).toEqual([]);
});

test('the own items of an event are not merged with earlier ones, and gtag() has its own parameters', () => {
  const { layer, gtag, sent, warnings } = follow([]);
  layer.push({ ecommerce: { items: [{ item_id: 'a', price: 1 }, { item_id: 'b' }] } });
  layer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'c' }] } });
  gtag('event', 'view_item', { currency: 'EUR' });
  expect(sent()).toEqual([{ eventType: 'View', itemId: 'c' }]);
  expect(warnings).toEqual([expect.stringMatching(/items undefined is not a list/)]);
});

test('an event without items has those that are still set, until they are cleared or the path changes', () => {
  const { layer, sent, warnings } = follow([]);
  const event = 'add_to_cart';
  layer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'a' }] } }, { event });
  layer.push({ ecommerce: null }, { event });
  layer.push({ ecommerce: { items: [{ item_id: 'b' }] } });
  page.href = 'https://shop.example/next';
  layer.push({ event });
  page.href = 'https://shop.example/';
  layer.push({ event });
  expect(sent().map(({ eventType, itemId }) => `${eventType} ${itemId}`)).toEqual(['View a', 'AddToCart a']);
  expect(warnings).toHaveLength(1);
});

test('a list is forgotten with a page_view or another path', () => {
  const { layer, gtag, sent } = follow([]);
  const ecommerce = { item_list_id: 'l', items: [{ item_id: 'a' }] };
  const list = { event: 'view_item_list', ecommerce };
  const select = () => layer.push({ event: 'select_item', ecommerce });
  layer.push(list, { event: 'gtm.historyChange' });
  select();
  layer.push({ event: 'page_view' });
  select();
  layer.push(list);
  gtag('event', 'page_view', {});
  select();
  layer.push(list);
  page.href = 'https://shop.example/#/next';
  select();
  layer.push(list);
  page.href = 'https://shop.example/?filter=1#/next';
  select();
  page.href = 'https://shop.example/';
  select();
  expect(sent().map(({ impression }) => impression)).toEqual([
    ['a'],
    ...Array(3).fill(undefined),
    ['a'],
    undefined,
  ]);
});
