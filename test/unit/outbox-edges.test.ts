/** Edge cases of counting, clearing, the journal and the limit of the outbox. */

import { IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { createStore, type UseStore } from 'idb-keyval';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idOf, type Row } from '../../src/core/event';
import { DATABASE } from '../../src/outbox/outbox';
import { openOutbox } from '../support/unit-outbox';
import { anna, claimed, idsOf, names, rowOf, toQueuedRow, waitingRows } from '../support/unit-rows';
import { newSite, storedClaims, storedIds } from '../support/unit-tab';
import { settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

const { put } = IDBObjectStore.prototype;
beforeEach(newSite);
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

/** Writes fail as on a full disk, while `fails` returns true. */
function failing(fails: () => boolean) {
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
    if (fails()) throw new Error('full');
    return put.apply(this, args);
  };
}

test('rows that are being written count as pending, and as stored afterwards', async () => {
  const outbox = openOutbox();
  expect(outbox.waiting()).toBe(0);
  const added = outbox.add(waitingRows('a', 2));
  expect(outbox.waiting()).toBe(2);
  await added;
  expect([outbox.waiting(), outbox.unpersisted()]).toEqual([2, []]);
});

test('unpersisted rows count as pending until they are settled', async () => {
  failing(() => true);
  const outbox = openOutbox();
  const rows = waitingRows('a', 2);
  await outbox.add(rows);
  expect([outbox.waiting(), idsOf(outbox.unpersisted())]).toEqual([2, ['a0', 'a1']]);
  expect(outbox.failures).toEqual([expect.objectContaining({ message: 'full' })]);
  outbox.sent(rows);
  expect([outbox.waiting(), outbox.unpersisted()]).toEqual([0, []]);
});

test('a row that is written again after a failure counts once, and is cleared once', async () => {
  let isFull = true;
  failing(() => isFull);
  const outbox = openOutbox();
  await outbox.add(waitingRows('a', 1));
  isFull = false;
  const added = outbox.add(waitingRows('b', 1));
  expect([outbox.waiting(), idsOf(outbox.unpersisted())]).toEqual([2, ['a0']]);
  expect(outbox.clear(Infinity).map(idOf)).toEqual(['a0', 'b0']);
  await added;
});

test('a row that is settled while it is written is not unpersisted when the write fails', async () => {
  const answer = gate<never>();
  const use = (() => answer.promise.then(() => Promise.reject(new Error('gone')))) as UseStore;
  const outbox = openOutbox({ use });
  const rows = waitingRows('a', 2);
  const added = outbox.add(rows);
  outbox.sent(rows.slice(0, 1));
  answer.open(undefined as never);
  await added;
  expect(idsOf(outbox.unpersisted())).toEqual(['a1']);
});

test('if the store cannot be counted, the known count stays', async () => {
  let silent = false;
  const store = createStore(DATABASE, 'outbox');
  const outbox = openOutbox({
    use: (mode, fn) => (silent ? Promise.reject(new Error('silent')) : store(mode, fn)),
  });
  await outbox.add(waitingRows('a', 2));
  silent = true;
  expect(await outbox.recount()).toBe(false);
  expect(outbox.waiting()).toBe(2);
  silent = false;
  await openOutbox().add(waitingRows('b', 1));
  expect(await outbox.recount()).toBe(true);
  expect(outbox.waiting()).toBe(3);
});

test('an empty store is counted as zero', async () => {
  const outbox = openOutbox();
  expect(await outbox.recount()).toBe(true);
  expect(outbox.waiting()).toBe(0);
});

test('claims are not counted', async () => {
  const outbox = openOutbox();
  await outbox.add(claimed(waitingRows('a', 2), 'tab', 5));
  await outbox.recount();
  expect(outbox.waiting()).toBe(2);
});

test('after clear nothing is stored, unpersisted or pending', async () => {
  let full = false;
  failing(() => full);
  const outbox = openOutbox();
  await outbox.add(claimed(waitingRows('a', 2), 'tab', 5));
  full = true;
  await outbox.add(waitingRows('b', 1));
  outbox.clear(Infinity);
  expect([outbox.waiting(), outbox.unpersisted()]).toEqual([0, []]);
  await settled();
  expect([await storedIds(outbox.use), await storedClaims(outbox.use)]).toEqual([[], []]);
});

test('clear with a time keeps rows that were captured since, of every kind', async () => {
  const outbox = openOutbox();
  const at = 1_700_000_000_000;
  const rows = (capturedAt: number): Row[] => [
    rowOf(`event ${capturedAt}`, anna, {}, capturedAt),
    ...(['user', 'item'] as const).map(
      (kind): Row => ({
        v: 1,
        kind,
        id: `${kind} ${capturedAt}`,
        capturedAt,
        datasetArn: 'arn',
        body: { properties: '{}' },
      }),
    ),
  ];
  await outbox.add([at - 1, at, at + 1].flatMap(rows).map(toQueuedRow));
  outbox.clear(at);
  await settled();
  expect((await storedIds(outbox.use)).sort()).toEqual([at, at + 1].flatMap(rows).map(idOf).sort());
});

test('a store that cannot be cleared causes no error on the page', async () => {
  openOutbox({ use: () => Promise.reject(new Error('gone')) }).clear(Infinity);
  await settled();
});

test('a recount sees that other pages have emptied the outbox', async () => {
  const outbox = openOutbox();
  await outbox.add(waitingRows('a', 2));
  await outbox.use('readwrite', async (store) => store.clear());
  await outbox.recount();
  expect(outbox.waiting()).toBe(0);
});

test('nothing is dropped when the limit is reached exactly', async () => {
  const outbox = openOutbox({ maxEvents: 3 });
  await outbox.add(waitingRows('a', 3));
  expect([outbox.dropped, await storedIds(outbox.use)]).toEqual([[], names('a', 0, 3)]);
});

test('rows that another tab has sent make room: nothing is dropped because of an old count', async () => {
  const outbox = openOutbox({ maxEvents: 3 });
  await outbox.add(waitingRows('a', 3));
  await outbox.use('readwrite', async (store) => store.clear());
  await outbox.add(waitingRows('b', 2));
  expect([outbox.dropped, await storedIds(outbox.use), outbox.waiting()]).toEqual([[], ['b0', 'b1'], 2]);
});

test('if the store fails while the oldest rows are dropped, the new ones are stored', async () => {
  let transactions = 0;
  const store = createStore(DATABASE, 'outbox');
  const outbox = openOutbox({
    maxEvents: 1,
    use: (mode, fn) => (++transactions > 1 ? Promise.reject(new Error('gone')) : store(mode, fn)),
  });
  await outbox.add(waitingRows('a', 2));
  expect([outbox.stored, outbox.failures, outbox.unpersisted()]).toEqual([['a0', 'a1'], [], []]);
});

test('if all remaining rows are in flight, the dropped ones stay dropped', async () => {
  const outbox = openOutbox({ maxEvents: 1 });
  await outbox.add(claimed(waitingRows('a', 2), 'tab', 5));
  await outbox.add(waitingRows('b', 1));
  expect([outbox.dropped, await storedIds(outbox.use)]).toEqual([['b0'], ['a0', 'a1']]);
});

test('a count commits its transaction at once', async () => {
  const outbox = openOutbox();
  await outbox.recount();
  let commits = 0;
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    commits++;
    commit.apply(this);
  };
  await outbox.recount();
  IDBTransaction.prototype.commit = commit;
  expect(commits).toBe(1);
});

test('the oldest unpersisted rows are dropped and settled', async () => {
  failing(() => true);
  const outbox = openOutbox({ maxEvents: 1 });
  await outbox.add(waitingRows('a', 3));
  expect([outbox.dropped, idsOf(outbox.unpersisted()), outbox.waiting()]).toEqual([['a0', 'a1'], ['a2'], 1]);
});
