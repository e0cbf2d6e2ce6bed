/** The merged values are those of Google's own helper for data layers, entry by entry. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createModel } from '../../src/chunks/data-layer/model';

interface Helper {
  get(key: string): unknown;
}
type Window = { DataLayerHelper: new (layer: unknown[]) => Helper };

const file = createRequire(import.meta.url).resolve('data-layer-helper/dist/data-layer-helper.js');
/** The package is a classic script: it adds its class to `window`. */
const google: Window = runInThisContext(
  `(() => { const window = {}; ${readFileSync(file, 'utf8')}; return window; })()`,
);

const name = fc.constantFrom('ecommerce', 'items', 'item_id', 'price', '0', '1', 'a');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'));
const rootPath = path.filter((each) => !each.startsWith('0'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>('x', 7, 0, null, undefined, false, ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const entry = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(rootPath, value, { minKeys: 1, maxKeys: 3 }) },
  fc
    .tuple(
      path,
      fc.constantFrom('push', 'pop', 'shift', 'unshift', 'reverse', 'none'),
      fc.array(value, { maxLength: 2 }),
    )
    .map(([at, method, args]) => [`${at}.${method}`, ...args]),
  fc.constantFrom<unknown>(null, undefined, 'text', 5, new Date(0), [], [7], { ecommerce: null }),
);

const seed = Number(process.env.MODEL_SEED ?? 1);

test('500 random sequences of entries have the same values as with the helper of Google', () => {
  console.log(`seed ${seed}: MODEL_SEED repeats it`);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
      // Each model gets its own copy, since the helper keeps references to the arguments of a call.
      const layer: unknown[] = [];
      const helper = new google.DataLayerHelper(layer);
      const model = createModel();
      for (const each of entries) {
        try {
          layer.push(structuredClone(each));
        } catch {
          // The helper throws if a path leads through null.
        }
        model.update(each);
        expect(model.ecommerce()).toEqual(helper.get('ecommerce'));
      }
    }),
    { numRuns: 500, seed },
  );
});

/** Returns `ecommerce` after these entries. */
function merged(...entries: unknown[]): unknown {
  const model = createModel();
  for (const each of entries) model.update(each);
  return model.ecommerce();
}

test('lists are merged by index, dotted keys set one value, and null clears', () => {
  const two = { ecommerce: { currency: 'EUR', items: [{ item_id: 'a', price: 1 }, { item_id: 'b' }] } };
  expect(merged(two, { ecommerce: { items: [{ item_id: 'c' }] } })).toEqual({
    currency: 'EUR',
    items: [{ item_id: 'c', price: 1 }, { item_id: 'b' }],
  });
  expect(merged({ 'ecommerce.items': [{ item_id: 'a' }] })).toEqual({ items: [{ item_id: 'a' }] });
  expect(merged(two, { ecommerce: null }, { 'ecommerce.value': 3 })).toEqual({ value: 3 });
  // As in Google Tag Manager, an index in a key makes an object of a list.
  expect(merged(two, { 'ecommerce.items.0.item_id': 'c' })).toEqual({
    currency: 'EUR',
    items: { 0: { item_id: 'c' } },
  });
});

test('_clear replaces the earlier values of the names in the same entry', () => {
  const first = { ecommerce: { currency: 'EUR', items: [{ item_id: 'a' }, { item_id: 'b' }] } };
  expect(merged(first, { _clear: true, ecommerce: { items: [{ price: 1 }] } })).toEqual({
    items: [{ price: 1 }],
  });
  expect(merged(first, { ecommerce: { _clear: true, items: [{ price: 1 }] } })).toEqual({
    currency: 'EUR',
    items: [{ price: 1 }],
  });
});

test('the objects of the page are not changed', () => {
  const item = { item_id: 'a' };
  const other = { item_id: 'b' };
  const entries = [
    { ecommerce: { items: [item] } },
    ['ecommerce.items.push', other],
    { ecommerce: { items: [{ price: 1 }, { price: 2 }] } },
  ];
  expect(merged(...entries)).toEqual({
    items: [
      { item_id: 'a', price: 1 },
      { item_id: 'b', price: 2 },
    ],
  });
  expect([item, other]).toEqual([{ item_id: 'a' }, { item_id: 'b' }]);
});

test('neither names nor calls reach what is not in the model', () => {
  const date = new Date(0);
  merged(
    JSON.parse('{"__proto__": {"polluted": 1}, "ecommerce": {"__proto__": {"polluted": 1}}}'),
    { '__proto__.polluted': 1, 'constructor.prototype.polluted': 1, 'ecommerce.items': [], date },
    ['ecommerce.items.__proto__.push', 'polluted'],
    ['ecommerce.items.constructor.prototype.push', 'polluted'],
    ['date.setTime', 5],
    ['ecommerce.items.constructor.call'],
  );
  expect([Object.hasOwn(Object.prototype, 'polluted'), Array.prototype.length, date.getTime()]).toEqual([
    false,
    0,
    0,
  ]);
});

test('what throws or never ends is left out, and the rest of the entry is merged', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = [cyclic, cyclic, cyclic];
  const thrower = {
    get items() {
      throw new Error('of the page');
    },
  };
  expect(merged({ cyclic, thrower, 'ecommerce.value': 1 }, ['ecommerce.value.push', 1])).toEqual({
    value: 1,
  });
});

test('a function is not run', () => {
  const fn = vi.fn();
  merged(fn);
  expect(fn).not.toHaveBeenCalled();
});
