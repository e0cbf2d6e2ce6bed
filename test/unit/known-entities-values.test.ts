/** Edge cases of property names and values, and what is stored of them. */

import { expect, test } from 'vitest';
import { createKnownEntities } from '../../src/chunks/datasets/known-entities';
import type { DatasetRow } from '../../src/core/event';
import { entityRow, sentOf } from '../support/unit-entities';
import { createTexts } from '../support/unit-storage';
import { settled } from '../support/unit-timers';

test('a property without a name, or with separators only, is left out', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  expect(sentOf(prepareRow(entityRow({ '': 1, __: 2, price: 3 })))).toEqual({ price: 3 });
});

test('0, false and the empty text are values', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  expect(sentOf(prepareRow(entityRow({ price: 0, adult: false, title: '' })))).toEqual({
    price: 0,
    adult: false,
    title: '',
  });
});

test('names with hyphens and spaces become camelCase, and a camelCase name stays', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  expect(
    sentOf(prepareRow(entityRow({ 'member-plan': 1, 'Member Level': 2, creationTimestamp: 3, URL: 4 }))),
  ).toEqual({
    memberPlan: 1,
    memberLevel: 2,
    creationTimestamp: 3,
    url: 4,
  });
});

test('a stored value that is not an object is ignored', () => {
  for (const text of ['null', '7', '"text"']) {
    const { prepareRow } = createKnownEntities(createTexts({ 'personalize.records': text }));
    expect(prepareRow(entityRow({ price: 1 }))).toHaveProperty('v');
  }
});

test('a passed row replaces a stored value that is not an object', async () => {
  const storage = createTexts({ 'personalize.records': '7' });
  createKnownEntities(storage).passed(entityRow({ price: 1 }));
  await settled();
  expect(Object.keys(storage.get('personalize.records') as object)).toEqual(['arn/sku-1']);
});

test('passed rows are written once, and prepareRow causes no further write', async () => {
  const storage = createTexts();
  const { prepareRow, passed } = createKnownEntities(storage);
  passed(entityRow({ price: 1 }));
  await settled();
  storage.set = () => expect.unreachable();
  prepareRow(entityRow({ price: 1 }, 'item', 'another'));
  await settled();
});

test('two users with the same properties are both sent', async () => {
  const records = createKnownEntities(createTexts());
  const anna = records.prepareRow(entityRow({ plan: 'Gold' }, 'user', 'anna'));
  records.passed(anna as DatasetRow);
  await settled();
  expect(records.prepareRow(entityRow({ plan: 'Gold' }, 'user', 'carl'))).toHaveProperty('v');
});

test('properties of 32,000 and 24,000 characters are accepted, and one more is not', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  for (const [kind, most] of [
    ['item', 32_000],
    ['user', 24_000],
  ] as const) {
    const text = (length: number) => ({ a: 'x'.repeat(length - '{"a":""}'.length) });
    expect(prepareRow(entityRow(text(most), kind))).toHaveProperty('v');
    expect(prepareRow(entityRow(text(most + 1), kind))).toEqual([
      'properties',
      `${kind} "sku-1": properties have more than ${most} characters: left out`,
    ]);
  }
});

test('missing properties are left out with a reason', () => {
  const row = entityRow({});
  row.body.properties = undefined as never;
  expect(createKnownEntities(createTexts()).prepareRow(row)).toEqual([
    'properties',
    expect.stringContaining('no properties'),
  ]);
});

test('a refused id is named in the reason', () => {
  const { prepareRow } = createKnownEntities(createTexts());
  expect(prepareRow(entityRow({ a: 1 }, 'item', ''))).toEqual([
    'itemId',
    'item "" is not an id of 1 to 256 characters: left out',
  ]);
});

test('texts that differ at any position have different hashes', async () => {
  const storage = createTexts();
  const { prepareRow, passed } = createKnownEntities(storage);
  const texts = ['ab', 'ba', 'abc', 'a', 'é', '😀', '😁', 'x'.repeat(500), `y${'x'.repeat(499)}`];
  const ready = texts.map((title) => prepareRow(entityRow({ title }))) as DatasetRow[];
  const hashes: unknown[] = [];
  for (const row of ready) {
    passed(row);
    await settled();
    hashes.push((storage.get('personalize.records') as Record<string, string>)['arn/sku-1']);
  }
  expect(new Set(hashes).size).toBe(texts.length);
});

test('an entity that passes again becomes the newest one stored', async () => {
  const storage = createTexts();
  const records = createKnownEntities(storage);
  for (const id of ['a', 'b', 'a']) {
    records.passed(entityRow({ id }, 'item', id));
    await settled();
  }
  expect(Object.keys(storage.get('personalize.records') as object)).toEqual(['arn/b', 'arn/a']);
});

test('prepareRow writes nothing, and entries that other tabs have written since are kept', async () => {
  const storage = createTexts();
  const [one, two] = [createKnownEntities(storage), createKnownEntities(storage)];
  const row = one.prepareRow(entityRow({ price: 1 }, 'item', 'other')) as DatasetRow;
  await settled();
  expect([...storage.texts.keys()]).toEqual([]);
  const mine = two.prepareRow(entityRow({ price: 1 })) as DatasetRow;
  two.passed(mine);
  await settled();
  one.passed(row);
  await settled();
  expect(Object.keys(storage.get('personalize.records') as object)).toEqual(['arn/sku-1', 'arn/other']);
});

for (const [title, price, hash] of [
  ['a number', 1, '1jaiovzjnmt'],
  ['another number', 2, '18js8x8e3b4'],
  ['a text of any language', 'Lampe für 😀', '1dttdhtb0d7'],
  ['a long text', 'x'.repeat(300), '1chqm9dap6t'],
] as const) {
  test(`${title} that an earlier version has sent is recognized`, () => {
    const storage = createTexts({ 'personalize.records': JSON.stringify({ 'arn/sku-1': hash }) });
    expect(createKnownEntities(storage).prepareRow(entityRow({ price }))).toEqual(['unchanged', '']);
  });
}
