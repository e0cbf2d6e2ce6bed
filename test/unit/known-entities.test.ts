/** Users and items in the form of the schema, sent again only when they have changed. */

import { expect, test } from 'vitest';
import { createKnownEntities } from '../../src/chunks/datasets/known-entities';
import { entityRow, sentOf } from '../support/unit-entities';
import { createTexts } from '../support/unit-storage';
import { settled } from '../support/unit-timers';

test('names become the camelCase of the schema, and several values become one text', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  const given = { NUM_RATINGS: 12, membership_type: 'Gold', categoryL1: ['Lamp', 'Home'], ADULT: true };
  expect(sentOf(prepareRow(entityRow(given)))).toEqual({
    numRatings: 12,
    membershipType: 'Gold',
    categoryL1: 'Lamp|Home',
    adult: true,
  });
});

test('prepareRow does not change a prepared row', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  const once = prepareRow(entityRow({ NUM_RATINGS: 12, genres: ['a', 'b'] }));
  if (!('v' in once)) throw new Error('left out');
  expect(prepareRow(once)).toEqual(once);
});

test('properties that cannot be sent are left out with a reason', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  for (const nothing of [{}, undefined, null, 'text', [1], { deep: { er: 1 } }, { gone: null }])
    expect(prepareRow(entityRow(nothing))).toEqual(['properties', expect.stringContaining('sku-1')]);
  expect(prepareRow(entityRow({ a: 1 }, 'user', 'null'))).toEqual([
    'userId',
    expect.stringContaining('"null"'),
  ]);
  expect(prepareRow(entityRow({ a: 'x'.repeat(24_000) }, 'user'))).toEqual([
    'properties',
    expect.any(String),
  ]);
  expect(prepareRow(entityRow({ a: 'x'.repeat(24_000) }, 'item'))).toHaveProperty('v');
});

test('an entity is sent again when it has changed, on this page and on the next', async () => {
  const storage = createTexts();
  const records = createKnownEntities(storage);
  const first = records.prepareRow(entityRow({ price: 1 }));
  if (!('v' in first)) throw new Error('left out');
  // There is no answer yet, so a retry is sent.
  expect(records.prepareRow(first)).toEqual(first);
  records.passed(first);
  await settled();
  for (const page of [records, createKnownEntities(storage)]) {
    expect(page.prepareRow(entityRow({ PRICE: 1 }))).toEqual(['unchanged', '']);
    expect(page.prepareRow(entityRow({ price: 2 }))).toHaveProperty('v');
    expect(page.prepareRow(entityRow({ price: 1 }, 'user'))).toHaveProperty('v');
  }
});

test('the last sent value is the stored one, also after it changed and changed back', async () => {
  const storage = createTexts();
  const [one, two] = [createKnownEntities(storage), createKnownEntities(storage)];
  const ready = (records: typeof one, price: number) => {
    const row = records.prepareRow(entityRow({ price }));
    if (!('v' in row)) throw new Error(`left out: ${row[0]}`);
    return row;
  };
  one.passed(ready(one, 1));
  await settled();
  // Both are pending, and are prepared before either has an answer.
  const [other, back] = [ready(one, 2), ready(one, 1)];
  one.passed(other);
  one.passed(back);
  await settled();
  // From another tab.
  two.passed(ready(two, 3));
  await settled();
  expect(one.prepareRow(entityRow({ price: 1 }))).toHaveProperty('v');
});

test('properties that are not JSON are left out', () => {
  const row = entityRow({});
  row.body.properties = '{';
  expect(createKnownEntities(createTexts()).prepareRow(row)).toEqual(['properties', expect.any(String)]);
});

test('the last two thousand entities are stored', async () => {
  const storage = createTexts();
  const records = createKnownEntities(storage);
  for (let n = 0; n < 2100; n++) records.passed(entityRow({ n }, 'item', `sku-${n}`));
  await settled();
  const next = createKnownEntities(storage);
  expect(next.prepareRow(entityRow({ n: 99 }, 'item', 'sku-99'))).toHaveProperty('v');
  expect(next.prepareRow(entityRow({ n: 100 }, 'item', 'sku-100'))).toEqual(['unchanged', '']);
});
