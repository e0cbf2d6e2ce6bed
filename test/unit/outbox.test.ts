/** A row counts as stored when its transaction is complete, not before, and each transaction is committed at once. */

import { IDBDatabase, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOutbox } from '../support/unit-outbox';
import { bert, claimed, idsOf, names, waitingRows } from '../support/unit-rows';
import { newSite, storedClaims, storedIds, storedRows } from '../support/unit-tab';

/** Calls the method, and then the given function. */
function after<T extends object>(proto: T, method: keyof T, then: (self: T) => void): () => void {
  const original = proto[method] as (...args: unknown[]) => unknown;
  proto[method] = function (this: T, ...args: unknown[]) {
    const result = original.apply(this, args);
    then(this);
    return result;
  } as T[keyof T];
  return () => {
    proto[method] = original as T[keyof T];
  };
}

let restore: (() => void)[] = [];
beforeEach(newSite);
afterEach(() => {
  for (const each of restore) each();
  restore = [];
});

test('rows are stored unchanged, the oldest first, and counted', async () => {
  const outbox = openOutbox();
  const rows = [...waitingRows('a', 3), ...waitingRows('b', 2, bert)];
  await outbox.add(rows.slice(2));
  await outbox.add(rows.slice(0, 2));
  expect(await storedRows(outbox.use)).toEqual(rows.map(({ row }) => row));
  expect(await outbox.count()).toBe(5);
});

test('rows of the same millisecond and of two tabs never have the same key', async () => {
  const [one, two] = [openOutbox(), openOutbox()];
  await Promise.all([one.add(waitingRows('a', 5)), two.add(waitingRows('b', 5))]);
  expect((await storedIds(one.use)).sort()).toEqual([...names('a', 0, 5), ...names('b', 0, 5)].sort());
});

test('the claim of marked rows is stored with them, and does not count as a row', async () => {
  const outbox = openOutbox();
  const rows = claimed(waitingRows('a', 2), 'tab', 5);
  await outbox.add(rows);
  expect(await storedClaims(outbox.use)).toEqual([rows[0]?.claim]);
  expect(await storedRows(outbox.use)).toEqual(rows.map(({ row }) => row));
  expect(await outbox.count()).toBe(2);
});

test('all rows are written in one transaction, which is committed synchronously', async () => {
  const outbox = openOutbox();
  await outbox.count();
  const seen: string[] = [];
  restore = [
    after(IDBDatabase.prototype, 'transaction', () => seen.push('transaction')),
    after(IDBObjectStore.prototype, 'put', () => seen.push('put')),
    after(IDBTransaction.prototype, 'commit', () => seen.push('commit')),
  ];
  await outbox.add(waitingRows('a', 3));
  expect(seen).toEqual(['transaction', 'put', 'put', 'put', 'commit']);
});

test('add resolves when the transaction is complete, not when its requests have succeeded', async () => {
  const order: string[] = [];
  restore = [
    after(IDBObjectStore.prototype, 'put', (store) => {
      store.transaction.addEventListener('complete', () => order.push('complete'));
    }),
  ];
  await openOutbox()
    .add(waitingRows('a', 1))
    .then(() => order.push('resolved'));
  expect(order).toEqual(['complete', 'resolved']);
});

test('rows are not reported as stored if the transaction aborts after all requests have succeeded', async () => {
  const outbox = openOutbox();
  await outbox.count();
  // On a full disk the writes succeed, and the commit fails.
  restore = [after(IDBTransaction.prototype, 'commit', () => {})];
  IDBTransaction.prototype.commit = () => {};
  restore.push(
    after(IDBObjectStore.prototype, 'put', (store) => {
      // Long after the last success, and before fake-indexeddb completes the transaction by itself.
      const last = store.get(['nothing']);
      last.onsuccess = () => store.transaction.abort();
    }),
  );
  await outbox.add(waitingRows('a', 2));
  expect(outbox.failures).toEqual([null]);
  expect(outbox.stored).toEqual([]);
  expect(idsOf(outbox.unpersisted())).toEqual(['a0', 'a1']);
  expect(await storedIds(outbox.use)).toEqual([]);
});

test('rows that could not be written are written together with the next ones', async () => {
  const outbox = openOutbox();
  restore = [after(IDBObjectStore.prototype, 'put', (store) => store.transaction.abort())];
  await outbox.add(waitingRows('a', 2));
  restore.pop()?.();
  expect(idsOf(outbox.unpersisted())).toEqual(['a0', 'a1']);
  expect(await outbox.count()).toBe(2);
  await outbox.add(waitingRows('b', 1));
  expect(await storedIds(outbox.use)).toEqual(['a0', 'a1', 'b0']);
  expect(outbox.stored).toEqual(['a0', 'a1', 'b0']);
  expect(outbox.unpersisted()).toEqual([]);
  expect(await outbox.count()).toBe(3);
});

test('a row that has been settled is not written again', async () => {
  const outbox = openOutbox();
  restore = [after(IDBObjectStore.prototype, 'put', (store) => store.transaction.abort())];
  const rows = waitingRows('a', 2);
  await outbox.add(rows);
  restore.pop()?.();
  outbox.sent(rows.slice(0, 1));
  await outbox.add(waitingRows('b', 1));
  expect(await storedIds(outbox.use)).toEqual(['a1', 'b0']);
});

test('above the limit the oldest rows are dropped, except rows in flight', async () => {
  const outbox = openOutbox({ maxEvents: 3 });
  await outbox.add(claimed(waitingRows('a', 1), 'tab', 5));
  await outbox.add(waitingRows('b', 4));
  expect(outbox.dropped).toEqual(['b0', 'b1']);
  expect(await storedIds(outbox.use)).toEqual(['a0', 'b2', 'b3']);
  expect(outbox.waiting()).toBe(3);
});

test('invalid claims do not protect rows from being dropped', async () => {
  const outbox = openOutbox({ maxEvents: 1 });
  await outbox.use('readwrite', (store) => {
    for (const [at, each] of [null, 'b0', { v: 3, rows: {} }, { rows: 5 }].entries())
      store.put(each, `claim ${at}`);
  });
  await outbox.add(waitingRows('b', 2));
  expect(outbox.dropped).toEqual(['b0']);
  expect(await storedIds(outbox.use)).toEqual(['b1']);
});

test('the limit applies to rows in memory too', async () => {
  const outbox = openOutbox({ maxEvents: 3, use: () => Promise.reject(new Error('no storage')) });
  await outbox.add(waitingRows('a', 2));
  await outbox.add(waitingRows('b', 2));
  expect(outbox.dropped).toEqual(['a0']);
  expect(idsOf(outbox.unpersisted())).toEqual(['a1', 'b0', 'b1']);
});
