/** The wrapped `push` behaves like the original, also together with other wrappers, and stop() restores it. */

import { expect, test } from 'vitest';
import { follow } from './data-layer-page';

const view = (item_id: string) => ({ event: 'view_item', ecommerce: { items: [{ item_id }] } });
const items = ({ captured }: ReturnType<typeof follow>) => captured.map(({ fields }) => fields.itemId);

test('creates the layer where there is none', () => {
  const page = follow(undefined);
  expect(page.layer.push(view('a'))).toBe(1);
  expect(items(page)).toEqual(['a']);
});

test('calls the original push with its this, and returns its result', () => {
  const calls: unknown[] = [];
  const layer = Object.assign([], {
    push(this: unknown, ...args: unknown[]) {
      calls.push([this === layer, ...args]);
      return 'an answer';
    },
  });
  const own = layer.push;
  const page = follow(layer);
  const [a, b] = [view('a'), view('b')];
  expect(layer.push(a, b)).toBe('an answer');
  expect(calls).toEqual([[true, a, b]]);
  expect(items(page)).toEqual(['a', 'b']);
  page.stop();
  expect(layer.push).toBe(own);
});

test('an exception of the original push reaches the page', () => {
  const layer = Object.assign([], {
    push() {
      throw new Error('of the page');
    },
  });
  const page = follow(layer);
  expect(() => (layer.push as (entry: unknown) => void)(view('a'))).toThrow('of the page');
  expect(items(page)).toEqual(['a']);
});

test('stop restores the layer', () => {
  const page = follow([]);
  page.stop();
  expect(Object.keys(page.layer)).toEqual([]);
  expect(page.layer.push).toBe(Array.prototype.push);
  page.layer.push(view('a'));
  expect(items(page)).toEqual([]);
});

test('a later wrapper stays, and after stop the wrapper of the tag does nothing', () => {
  const page = follow([]);
  const { layer } = page;
  const ours = layer.push;
  const later = (...entries: unknown[]) => ours.apply(layer, entries);
  layer.push = later;
  layer.push(view('a'));
  page.stop();
  expect(layer.push).toBe(later);
  expect(layer.push(view('b'))).toBe(2);
  expect(items(page)).toEqual(['a']);
});

test('a tag manager can push while it handles a push', () => {
  const layer: unknown[] = [];
  layer.push = (entry) => {
    if (Array.prototype.push.call(layer, entry) === 1) layer.push(view('within'));
    return layer.length;
  };
  const page = follow(layer);
  expect(layer.push(view('outer'))).toBe(2);
  expect(items(page)).toEqual(['outer', 'within']);
});

test('an array that the page assigns is followed, and so is the one before', () => {
  const page = follow([view('a')]);
  const { layer, name } = page;
  const copied = [...layer, view('b')];
  Reflect.set(globalThis, name, copied);
  expect(Reflect.get(globalThis, name)).toBe(copied);
  copied.push(view('c'));
  layer.push(view('d'));
  Reflect.set(globalThis, name, undefined);
  expect(Reflect.get(globalThis, name)).toBeUndefined();
  const last = [view('e')];
  Reflect.set(globalThis, name, last);
  last.push(view('f'));
  expect(items(page)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  page.stop();
  expect(Object.getOwnPropertyDescriptor(globalThis, name)).toEqual({
    value: last,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  expect(Object.keys(last)).toEqual(['0', '1']);
  Reflect.set(globalThis, name, [view('g')]);
  last.push(view('h'));
  copied.push(view('i'));
  expect(items(page)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(page.warnings).toEqual([]);
});

test('an entry that one array forwards to the other is captured once', () => {
  const page = follow([]);
  const { layer, name } = page;
  const forwarding: unknown[] = [];
  forwarding.push = (...entries) => {
    for (const each of entries) layer.push(each);
    return layer.push(view('pushed meanwhile'));
  };
  Reflect.set(globalThis, name, forwarding);
  const again = view('again');
  forwarding.push(again, view('b'));
  forwarding.push(again);
  expect(items(page)).toEqual(['again', 'b', 'pushed meanwhile', 'again', 'pushed meanwhile']);
});

test('a value that is not an array is assigned, with a warning', () => {
  const page = follow([]);
  expect(Reflect.set(globalThis, page.name, 'text')).toBe(true);
  expect(Reflect.get(globalThis, page.name)).toBe('text');
  expect(page.warnings).toEqual([expect.stringMatching(/cannot be followed: .*not an array: "text"/)]);
});

test('the property stays configurable and enumerable, and one that the page has redefined stays', () => {
  const page = follow([]);
  const { name } = page;
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  expect(own).toMatchObject({ configurable: true, enumerable: true });
  Object.defineProperty(globalThis, name, { get: () => page.layer, set: undefined });
  page.stop();
  expect(Object.getOwnPropertyDescriptor(globalThis, name)?.get).toBeDefined();
});
