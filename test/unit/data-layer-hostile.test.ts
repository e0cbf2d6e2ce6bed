/** Whatever a layer contains, `push` works, one warning names event and field, and no other entry is lost. */

import { expect, test } from 'vitest';
import { formatValue } from '../../src/core/limits';
import { follow } from './data-layer-page';

const view = (...items: unknown[]) => ({ event: 'view_item', ecommerce: { items } });
const thrower = (name: string) =>
  Object.defineProperty({}, name, {
    get() {
      throw new Error('of the page');
    },
  });

const BAD_IDS: [what: string, id: unknown][] = [
  ['an empty text', ''],
  ['a megabyte', 'x'.repeat(1e6)],
  ['half a surrogate pair', 'sku-\ud800'],
  ['a NUL', 'sku\0'],
  ['the text "undefined"', 'undefined'],
  ['NaN', Number.NaN],
  ['white space', '  '],
  ['a template', 'sku-{{id}}'],
  ['a template of another language', '<%= id %>'],
  ['an object', { id: 1 }],
  ['an object without a prototype', Object.create(null)],
  ['a symbol', Symbol('id')],
  ['undefined', undefined],
];
for (const [what, item_id] of BAD_IDS) {
  test(`an item_id that is ${what} causes one warning, and the other item is captured`, () => {
    const { layer, sent, warnings } = follow([]);
    expect(layer.push(view({ item_id }, { item_id: 'good' }))).toBe(1);
    expect(sent()).toEqual([{ eventType: 'View', itemId: 'good' }]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^dataLayer: "view_item": item_id .{1,100} is not an id of 1 to 256 characters/,
    );
    expect(layer.push(view({ item_id }))).toBe(2);
    expect(warnings).toHaveLength(1);
  });

  test(`a user_id that is ${what} identifies no user`, () => {
    const { layer, users, warnings } = follow([]);
    layer.push({ event: 'login', user_id: item_id });
    // The tag warns about a placeholder, and knows no user from then on.
    const isPlaceholder = /^(undefined|NaN)$/.test(formatValue(item_id).replaceAll('"', ''));
    expect(users).toEqual(isPlaceholder && item_id !== undefined ? [item_id] : []);
    expect(warnings).toHaveLength(isPlaceholder ? 0 : 1);
  });
}

test('an id may contain characters outside the basic plane', () => {
  expect(follow([view({ item_id: '日本-😀' })]).sent()).toEqual([{ eventType: 'View', itemId: '日本-😀' }]);
});

test('null, frozen, cyclic, throwing and unrelated entries cause no error, and later items are captured', () => {
  const cyclic: Record<string, unknown> = view({ item_id: 'cyclic' });
  cyclic.self = cyclic;
  const { layer, sent, warnings } = follow([null, undefined, 'text', 5, () => {}, [], Symbol('s'), 1n]);
  expect(layer.push(thrower('event'))).toBe(9);
  expect(layer.push(thrower('ecommerce'), thrower('user_id'))).toBe(11);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  layer.push(proxy);
  layer.push(view(thrower('item_id'), thrower('price'), null, { item_id: 'next' }));
  layer.push(cyclic, Object.freeze(view(Object.freeze({ item_id: 'frozen' }))));
  expect(sent().map(({ itemId }) => itemId)).toEqual(['next', 'cyclic', 'frozen']);
  expect(layer).toHaveLength(15);
  expect(warnings.map((each) => each.split(':').slice(0, 3).join(':'))).toEqual([
    'dataLayer: an entry cannot be read: Error',
    'dataLayer: an entry cannot be read: TypeError',
    'dataLayer: "view_item": item Error',
    'dataLayer: "view_item": item TypeError',
  ]);
});

for (const items of [undefined, null, 'text', {}, { length: 3 }, []]) {
  test(`items that are ${JSON.stringify(items)} cause a warning`, () => {
    const { warnings, sent } = follow([{ event: 'view_item', ecommerce: { items } }]);
    expect(sent()).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^dataLayer: "view_item": items .* a list of 1 to 200/)]);
  });
}

test('of more items than GA4 accepts, 200 are captured', () => {
  const { sent, warnings } = follow([view(...Array.from({ length: 201 }, (_, at) => ({ item_id: at + 1 })))]);
  expect(sent()).toHaveLength(200);
  expect(warnings).toHaveLength(1);
});

test('at most 50 lists are stored, and the oldest is removed first', () => {
  const { gtag, captured } = follow([]);
  const show = (at: number) =>
    gtag('event', 'view_item_list', { item_list_id: at, items: [{ item_id: `i${at}` }] });
  for (let at = 0; at < 1000; at++) show(at);
  // The oldest, shown again, becomes the newest.
  show(950);
  show(1000);
  for (const at of [951, 950, 1000]) {
    gtag('event', 'select_item', { item_list_id: at, items: [{ item_id: 'x' }] });
  }
  expect(captured.map(({ fields }) => fields.impression)).toEqual([undefined, ['i950', 'x'], ['i1000', 'x']]);
});

test('a million unrelated entries take less than 5 µs each', () => {
  const { layer, captured, warnings } = follow([]);
  const began = performance.now();
  for (let at = 0; at < 1e6; at++) {
    layer.push({ event: 'scroll', depth: at });
    if (at % 300 === 0) layer.length = 0;
  }
  const eachUs = ((performance.now() - began) * 1000) / 1e6;
  console.log(`an entry that is not ours: ${eachUs.toFixed(2)} µs with the push itself`);
  expect(eachUs).toBeLessThan(5);
  expect([captured, warnings]).toEqual([[], []]);
});

for (const [what, given] of [
  ['a text', 'text'],
  ['an object with push', { push() {} }],
  ['a frozen array', Object.freeze([view({ item_id: 'a' })])],
] as const) {
  test(`a layer that is ${what} causes a warning`, () => {
    const { warnings, sent, stop } = follow(given);
    expect(warnings).toEqual([
      expect.stringMatching(/^option dataLayer: window\.dataLayer cannot be followed: /),
    ]);
    expect(sent()).toHaveLength(Array.isArray(given) ? 1 : 0);
    stop();
  });
}
