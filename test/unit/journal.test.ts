/** The journal: rows in localStorage, each once, at most 300, and only valid ones. */

import { expect, test } from 'vitest';
import { createJournal } from '../../src/outbox/journal';
import { idsOf, names, rowOf, toQueuedRow, waitingRows } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';

const KEY = 'personalize.journal';

function open(storage = createTexts()) {
  return { storage, ...createJournal(storage) };
}

test('added rows are read by the next page, with their keys', () => {
  const { storage, add } = open();
  const rows = [
    ...waitingRows('a', 2),
    toQueuedRow({
      v: 1,
      kind: 'item',
      id: 'i0',
      capturedAt: 5,
      datasetArn: 'arn',
      body: { properties: '{}' },
    }),
    toQueuedRow(rowOf('an "id" with \\ and ]')),
  ];
  add(rows);
  expect(open(storage).read()).toEqual(rows);
});

test('a row that is added again is stored once, at its last position', () => {
  const { add, read } = open();
  const [first, second] = waitingRows('a', 2) as [never, never];
  add([first, second]);
  add([first]);
  expect(idsOf(read())).toEqual(['a1', 'a0']);
});

test('the latest 300 rows are kept', () => {
  const { add, read } = open();
  add(waitingRows('a', 310));
  expect(idsOf(read())).toEqual(names('a', 10, 310));
});

test('remove keeps the other rows, and removes the key with the last one', () => {
  const { add, read, remove, storage } = open();
  const rows = waitingRows('a', 3);
  add(rows);
  remove(rows.slice(1, 2));
  expect(idsOf(read())).toEqual(['a0', 'a2']);
  remove(rows);
  expect([...storage.texts.keys()]).toEqual([]);
});

test('an empty journal is not written', () => {
  const { remove, storage } = open();
  storage.set = () => expect.unreachable();
  remove(waitingRows('a', 1));
});

const [good] = waitingRows('good', 1);
for (const bad of [
  null,
  7,
  {},
  { key: good?.key },
  { key: good?.key, row: {} },
  { row: good?.row },
  { key: [1, 2, ''], row: good?.row },
  { key: ['x', 2, 'id'], row: good?.row },
  { key: [{}, 2, 'id'], row: good?.row },
  { key: 'text', row: good?.row },
]) {
  test(`${JSON.stringify(bad)?.slice(0, 60)} in the journal is not a row`, () => {
    expect(open(createTexts({ [KEY]: JSON.stringify([bad, good]) })).read()).toEqual([good]);
  });
}
