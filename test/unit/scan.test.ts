/** Reads a store in pages, and aborts the transaction when a callback throws. */

import { createStore, promisifyRequest } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import { scan } from '../../src/chunks/drain/scan';
import { newSite } from '../support/unit-tab';

beforeEach(newSite);

const open = () => createStore('scanned', 'rows');
const all = () => IDBKeyRange.lowerBound(0);

async function fill(count: number) {
  const use = open();
  await use('readwrite', (store) => {
    for (let key = 1; key <= count; key++) store.put(`value ${key}`, key);
    return promisifyRequest(store.transaction);
  });
  return use;
}

async function read(count: number, size: number) {
  const use = await fill(count);
  const seen: unknown[] = [];
  const ends: unknown[] = [];
  await use('readonly', (store) => {
    scan(
      store,
      all(),
      size,
      (value, key) => seen.push([key, value]),
      (last) => ends.push(last),
    );
    return promisifyRequest(store.transaction);
  });
  return { seen, ends };
}

test('a full page ends with the key of its last value', async () => {
  const { seen, ends } = await read(3, 2);
  expect(seen).toEqual([
    [1, 'value 1'],
    [2, 'value 2'],
  ]);
  expect(ends).toEqual([2]);
});

test('a page that is not full ends without a key', async () => {
  expect((await read(3, 4)).ends).toEqual([undefined]);
});

for (const where of ['a value', 'the end'] as const) {
  test(`an error at ${where} rolls back everything that the transaction has written`, async () => {
    const use = await fill(2);
    const fail = () => {
      throw new Error('refused');
    };
    const ended = use('readwrite', (store) => {
      store.put('written before', 9);
      scan(store, all(), 5, where === 'a value' ? fail : () => {}, where === 'the end' ? fail : undefined);
      return promisifyRequest(store.transaction);
    });
    await expect(ended).rejects.toBe(null);
    expect(await use('readonly', (store) => promisifyRequest(store.getAllKeys()))).toEqual([1, 2]);
  });
}
