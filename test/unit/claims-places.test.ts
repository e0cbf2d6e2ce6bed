/**
 * Rows of other destinations are not changed. Rows that an older version stored without a destination belong to their
 * tracker.
 */

import { beforeEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import { expireOrphans } from '../../src/chunks/drain/orphans';
import type { Row } from '../../src/core/event';
import { oldKeys, type QueuedRow } from '../../src/outbox/rows';
import { openOutbox } from '../support/unit-outbox';
import { anna, claimed, idsOf, rowOf, toQueuedRow, waitingRows } from '../support/unit-rows';
import { newSite, storedClaims, storedIds } from '../support/unit-tab';

beforeEach(newSite);

const NOW = 1_700_000_000_000;
const mistyped = { ...anna, trackingId: 'mistyped' };
/** As a version without destinations stored it. */
const old = (row: Row): QueuedRow => ({
  key: [row.capturedAt, 0, (row as { body: { eventId: string } }).body.eventId],
  row,
  claim: null,
});
const elsewhere = (row: Row): QueuedRow => ({
  key: ['elsewhere', row.capturedAt, 0, (row as { body: { eventId: string } }).body.eventId],
  row,
  claim: null,
});

function open() {
  const outbox = openOutbox();
  const claims = createClaims({
    outbox,
    old: { range: oldKeys, isOurs: (row) => row.kind === 'event' && row.visitor.trackingId === 'tracker' },
    page: { owner: 'tab', now: () => NOW },
    isVisible: () => true,
  });
  return { outbox, claims };
}

const take = async ({ claims }: ReturnType<typeof open>) => idsOf((await claims.take(10, () => false)).taken);

test('rows of another destination are not taken, not counted and not dropped, however many there are', async () => {
  const page = open();
  const foreign = Array.from({ length: 900 }, (_, at) => elsewhere(rowOf(`f${at}`, mistyped)));
  await page.outbox.add([...foreign, ...waitingRows('a', 2)]);
  expect(await page.outbox.count()).toBe(2);
  expect(await take(page)).toEqual(['a0', 'a1']);
});

test('rows without a destination go to their tracker, also behind rows of another one', async () => {
  const page = open();
  const foreign = Array.from({ length: 700 }, (_, at) => old(rowOf(`f${at}`, mistyped, {}, NOW - 1000 + at)));
  await page.outbox.add([...foreign, old(rowOf('ours', anna, {}, NOW))]);
  expect(await page.outbox.count()).toBe(701);
  expect(await take(page)).toEqual(['ours']);
  expect(await storedIds(page.outbox.use)).toContain('f0');
});

test('a row without a destination that another page is sending stays claimed by that page', async () => {
  const page = open();
  await page.outbox.add(claimed([old(rowOf('held'))], 'other', NOW + 10_000));
  const { taken, heldUntil } = await page.claims.take(10, () => false);
  expect([idsOf(taken), heldUntil]).toEqual([[], NOW + 10_000]);
  expect((await storedClaims(page.outbox.use)).map(({ rows }) => rows)).toEqual([
    [`${old(rowOf('held')).key}`],
  ]);
});

test('it is taken when that page has released it, whatever rows are behind it', async () => {
  const page = open();
  const held = claimed([old(rowOf('held'))], 'other', NOW + 10_000);
  await page.outbox.add([...held, old(rowOf('theirs', mistyped, {}, NOW + 1))]);
  expect(await take(page)).toEqual([]);
  await page.claims.release(held);
  expect(await take(page)).toEqual(['held']);
});

test('a row that a page of an older version is sending is left to it until its claim ends, at most 30 seconds', async () => {
  const page = open();
  const held = (id: string, until: unknown) => ({ ...rowOf(id), claim: { owner: 'older', until } }) as Row;
  await page.outbox.add([
    old(held('theirs', NOW + 20_000)),
    toQueuedRow(held('found here', NOW + 10_000)),
    old(held('ended', NOW)),
    old(held('too long', NOW + 31_000)),
    old(held('nonsense', 'x')),
  ]);
  const { taken, heldUntil } = await page.claims.take(10, () => false);
  expect(idsOf(taken).sort()).toEqual(['ended', 'nonsense', 'too long']);
  expect(heldUntil).toBe(NOW + 10_000);
});

test('where nothing can be written, rows without a destination are sent unchanged', async () => {
  const page = open();
  await page.outbox.add([old(rowOf('ours')), old(rowOf('theirs', mistyped))]);
  expect(idsOf((await page.claims.peek(10, () => false)).taken)).toEqual(['ours']);
});

test('keys that the tag did not write cause no error', async () => {
  const { outbox } = open();
  await outbox.use('readwrite', async (store) => {
    for (const key of [['x', []], ['x', [1], 2], [['y']], [new Uint8Array(1)], ['z']])
      store.put('foreign', key);
  });
  const expired: unknown[] = [];
  await expireOrphans(outbox.use, [outbox.destination], 5, (row) => expired.push(row));
  expect(expired).toEqual([]);
});

test('an orphan is dropped when it is too old, and no other row is', async () => {
  const { outbox } = open();
  const at = (capturedAt: number) => [
    elsewhere(rowOf(`elsewhere ${capturedAt}`, mistyped, {}, capturedAt)),
    old(rowOf(`old ${capturedAt}`, mistyped, {}, capturedAt)),
    {
      ...waitingRows('a', 1)[0],
      key: [outbox.destination, capturedAt, 0, 'x'],
      row: rowOf(`own ${capturedAt}`, anna, {}, capturedAt),
      claim: null,
    } as QueuedRow,
  ];
  await outbox.add([...at(1), ...at(5)]);
  const expired: string[] = [];
  await expireOrphans(outbox.use, [outbox.destination], 5, (row) =>
    expired.push(...idsOf([{ row } as QueuedRow])),
  );
  expect(expired.sort()).toEqual(['elsewhere 1', 'old 1']);
  expect((await storedIds(outbox.use)).sort()).toEqual(['elsewhere 5', 'old 5', 'own 1', 'own 5']);
});
