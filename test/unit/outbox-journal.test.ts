/** Which rows the outbox writes to the journal when the page is left, and reads from it on the next page. */

import { IDBObjectStore } from 'fake-indexeddb';
import type { UseStore } from 'idb-keyval';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournal } from '../../src/outbox/journal';
import { openOutbox } from '../support/unit-outbox';
import { idsOf, waitingRows } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';
import { newSite, storedClaims, storedIds } from '../support/unit-tab';

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

function withJournal(use?: UseStore) {
  const storage = createTexts();
  const journal = createJournal(storage);
  return { storage, journal, open: () => openOutbox({ journal, use }) };
}

test('only rows that are not stored when the page is left are in the journal', async () => {
  const { journal, open, storage } = withJournal();
  const outbox = open();
  outbox.leave();
  expect([...storage.texts.keys()]).toEqual([]);
  await outbox.add(waitingRows('a', 1));
  outbox.leave();
  expect(journal.read()).toEqual([]);
  const added = outbox.add(waitingRows('b', 2));
  outbox.leave();
  expect(idsOf(journal.read())).toEqual(['b0', 'b1']);
  await added;
  expect(journal.read()).toEqual([]);
});

test('unpersisted rows are in the journal too', async () => {
  failing(() => true);
  const { journal, open } = withJournal();
  const outbox = open();
  await outbox.add(waitingRows('a', 1));
  outbox.leave();
  expect(idsOf(journal.read())).toEqual(['a0']);
});

test('rows that are being written again when the page is left are in the journal', async () => {
  failing(() => true);
  const { journal, open } = withJournal();
  const outbox = open();
  await outbox.add(waitingRows('a', 1));
  void outbox.add([]);
  outbox.leave();
  expect(idsOf(journal.read())).toContain('a0');
});

test('the next page moves the journal into its store, and counts its rows', async () => {
  const { journal, open } = withJournal();
  const rows = waitingRows('a', 2);
  journal.add(rows);
  const outbox = open();
  expect(await outbox.recount()).toBe(true);
  expect(outbox.waiting()).toBe(2);
  expect(await storedIds(outbox.use)).toEqual(['a0', 'a1']);
  expect(journal.read()).toEqual([]);
});

test('a claim in the journal that names no rows is not stored', async () => {
  const { journal, open } = withJournal();
  const [row] = waitingRows('a', 1);
  if (!row) throw new Error('no row');
  journal.add([{ ...row, claim: { v: 2, name: 'tab/1' } as never }]);
  const outbox = open();
  await outbox.recount();
  expect([await storedIds(outbox.use), await storedClaims(outbox.use)]).toEqual([['a0'], []]);
});
