/** Which rows a claim reads, and which it drops or changes. */

import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import type { Row } from '../../src/core/event';
import { openOutbox } from '../support/unit-outbox';
import { bert, claimed, HERE, idOf, idsOf, names, waitingRows } from '../support/unit-rows';
import { newSite, storedClaims, storedRows } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';

const nothing = () => false;
const { put } = IDBObjectStore.prototype;
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

function open(prepareRow?: (row: Row) => Row | undefined) {
  newSite();
  const outbox = openOutbox();
  const timers = createTimers();
  const page = { visible: true };
  const foreign: unknown[] = [];
  const of = (owner: string) =>
    createClaims({
      ...HERE,
      outbox,
      page: { owner, now: timers.now },
      isVisible: () => page.visible,
      prepareRow,
      onCorrupt: (value) => foreign.push(value),
    });
  return { outbox, ...timers, of, page, foreign };
}

test('a row is stored in the form in which it is sent, and removed if it is not to be sent', async () => {
  const { outbox, of } = open((row) => (idOf(row) === 'a1' ? undefined : ({ ...row, capturedAt: 7 } as Row)));
  await outbox.add(waitingRows('a', 3));
  const { taken } = await of('tab').take(10, nothing);
  expect(taken.map(({ row }) => [idOf(row), row.capturedAt])).toEqual([
    ['a0', 7],
    ['a2', 7],
  ]);
  expect((await storedRows(outbox.use)).map((row) => [idOf(row), row.capturedAt])).toEqual([
    ['a0', 7],
    ['a2', 7],
  ]);
});

test('a row that is sent unchanged is not written again', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 2));
  const written: unknown[] = [];
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
    written.push(args[1]);
    return put.apply(this, args);
  };
  await of('tab').take(10, nothing);
  expect(written).toEqual(['tab/1']);
});

test('peek writes nothing, removes nothing and claims nothing', async () => {
  const { outbox, of, advance, foreign } = open((row) => (idOf(row) === 'a1' ? undefined : { ...row }));
  const rows = [...claimed(waitingRows('ended', 1), 'gone', 1_700_000_000_001), ...waitingRows('a', 2)];
  await outbox.add(rows);
  await outbox.use('readwrite', (store) => void store.put('a text', [0, 0, 'foreign']));
  await advance(1000);
  const { taken } = await of('tab').peek(10, nothing);
  expect(idsOf(taken)).toEqual(['ended0', 'a0']);
  expect(taken.map(({ claim }) => claim)).toEqual([null, null]);
  expect((await storedClaims(outbox.use)).map(({ owner }) => owner)).toEqual(['gone']);
  expect(await storedRows(outbox.use)).toEqual(['a text', ...rows.map(({ row }) => row)]);
  expect(foreign).toEqual([]);
});

test('own rows behind rows of other visitors are found, up to five hundred rows further', async () => {
  const { outbox, of } = open();
  await outbox.add([...waitingRows('a', 1), ...waitingRows('b', 120, bert), ...waitingRows('c', 2)]);
  expect(idsOf((await of('tab').take(3, nothing)).taken)).toEqual(['a0', 'c0', 'c1']);
});

test('the search ends when it has enough rows, and after five hundred rows', async () => {
  for (const [others, found] of [
    [400, ['a0', 'c0']],
    [600, ['a0']],
  ] as const) {
    const { outbox, of } = open();
    await outbox.add([...waitingRows('a', 1), ...waitingRows('b', others, bert), ...waitingRows('c', 1)]);
    expect(idsOf((await of('tab').take(10, nothing)).taken)).toEqual(found);
  }
});

test('after a given row only later rows are taken', async () => {
  const { outbox, of } = open();
  const rows = waitingRows('a', 4);
  await outbox.add(rows);
  expect(idsOf((await of('tab').take(10, nothing, [], rows[1]?.key)).taken)).toEqual(['a2', 'a3']);
});

test('if no row is taken, no claim is written', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 2));
  await of('tab').take(10, () => true);
  expect(await storedClaims(outbox.use)).toEqual([]);
});

test('each stored value that is not a row is removed, and reported once, whatever its key', async () => {
  const { outbox, of, foreign } = open();
  await outbox.use('readwrite', (store) => {
    store.put({ v: 1, kind: 'event' }, [1, 1, 'cut short']);
    store.put({ v: 2, kind: 'event' }, [2, 2, 'to come']);
    store.put({ v: 2, until: -1, rows: [] }, 'before all time');
  });
  await of('tab').take(10, nothing);
  await of('tab').take(10, nothing);
  expect(foreign).toEqual([
    { v: 2, until: -1, rows: [] },
    { v: 1, kind: 'event' },
  ]);
  expect(await outbox.count()).toBe(1);
});

test('at most ten of a hundred rows are taken', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 100));
  expect(idsOf((await of('tab').take(10, nothing)).taken).sort()).toEqual(names('a', 0, 10).sort());
});

test('once it has enough rows it reads no further', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 20));
  const reads: unknown[] = [];
  const { getAll } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAll = function (...args: Parameters<typeof getAll>) {
    reads.push(args[1]);
    return getAll.apply(this, args);
  };
  await of('tab').take(2, nothing);
  IDBObjectStore.prototype.getAll = getAll;
  // The claims, rows without a destination, and one page of rows.
  expect(reads).toEqual([500, 500, 2]);
});
