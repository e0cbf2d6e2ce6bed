/** Stored means that the transaction is complete, that it was committed at once, and that nothing is claimed as stored before. */

import { expect, test } from '@playwright/test';
import { IDBDatabase, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { createOutbox } from '../../src/outbox/outbox';
import { noJournal } from '../support/unit-journal';
import { bert, names, waitingRows } from '../support/unit-rows';
import { newSite, storedIds, storedRows } from '../support/unit-tab';

/** Calls the method, and then does what the test wants to happen at that moment. */
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
test.beforeEach(newSite);
test.afterEach(() => {
  for (const each of restore) each();
  restore = [];
});

test('keeps the rows as they are, the oldest first, and counts them', async () => {
  const outbox = createOutbox(noJournal);
  const rows = [...waitingRows('a', 3), ...waitingRows('b', 2, bert)];
  await outbox.add(rows.slice(2));
  await outbox.add(rows.slice(0, 2));
  expect(await storedRows(outbox.use)).toEqual(rows.map(({ row }) => row));
  expect(await outbox.count()).toBe(5);
});

test('rows of the same millisecond and of two tabs never stand in one place', async () => {
  const [one, two] = [createOutbox(noJournal), createOutbox(noJournal)];
  await Promise.all([one.add(waitingRows('a', 5)), two.add(waitingRows('b', 5))]);
  expect((await storedIds(one.use)).sort()).toEqual([...names('a', 0, 5), ...names('b', 0, 5)].sort());
});

test('with a claim, the rows are stored as this page is sending them', async () => {
  const outbox = createOutbox(noJournal);
  await outbox.add(waitingRows('a', 1), { owner: 'tab', until: 5 });
  expect((await storedRows(outbox.use)).map(({ claim }) => claim)).toEqual([{ owner: 'tab', until: 5 }]);
});

test('one transaction for all rows, committed in the same breath', async () => {
  const outbox = createOutbox(noJournal);
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

test('resolves when the transaction is complete, not when its requests have succeeded', async () => {
  const order: string[] = [];
  restore = [
    after(IDBObjectStore.prototype, 'put', (store) => {
      store.transaction.addEventListener('complete', () => order.push('complete'));
    }),
  ];
  await createOutbox(noJournal)
    .add(waitingRows('a', 1))
    .then(() => order.push('resolved'));
  expect(order).toEqual(['complete', 'resolved']);
});

test('an abort after every request has succeeded is no "stored"', async () => {
  const outbox = createOutbox(noJournal);
  await outbox.count();
  // A full disk: the writes succeed, the commit does not.
  restore = [after(IDBTransaction.prototype, 'commit', () => {})];
  IDBTransaction.prototype.commit = () => {};
  restore.push(
    after(IDBObjectStore.prototype, 'put', (store) => {
      // Long after the last success, and before fake-indexeddb completes the transaction of its own accord.
      const last = store.get(['nothing']);
      last.onsuccess = () => store.transaction.abort();
    }),
  );
  await expect(outbox.add(waitingRows('a', 2))).rejects.toBeNull();
  expect(await storedIds(outbox.use)).toEqual([]);
});

test('an event that cannot be written rejects, with nothing half stored', async () => {
  const outbox = createOutbox(noJournal);
  const [good, bad] = waitingRows('a', 2);
  if (!good || !bad) throw new Error('no rows');
  const uncloneable = { ...bad, row: { ...bad.row, extra: () => {} } };
  await expect(outbox.add([good, uncloneable])).rejects.toThrow(/clone/);
});
