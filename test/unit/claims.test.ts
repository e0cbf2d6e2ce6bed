/** Rows are claimed by one page before they are sent, for 15 seconds. */

import { expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import { openOutbox } from '../support/unit-outbox';
import { bert, HERE, idOf, idsOf, names, rowOf, toQueuedRow, waitingRows } from '../support/unit-rows';
import { claimants, newSite, storedClaims, storedIds, storedRows } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';

const nothing = () => false;

function open() {
  newSite();
  const outbox = openOutbox();
  const timers = createTimers();
  const of = (owner: string) =>
    createClaims({ ...HERE, outbox, page: { owner, now: timers.now }, isVisible: () => true });
  return { outbox, ...timers, of };
}

test('take claims the oldest rows of one visitor, up to a limit, and stores the owner', async () => {
  const { outbox, of, now } = open();
  await outbox.add([...waitingRows('a', 2), ...waitingRows('b', 2, bert), ...waitingRows('c', 2)]);
  const { taken, heldUntil } = await of('tab').take(3, nothing);
  expect(idsOf(taken)).toEqual(['a0', 'a1', 'c0']);
  expect(heldUntil).toBeUndefined();
  const free = undefined;
  expect(await claimants(outbox.use)).toEqual(['tab', 'tab', free, free, 'tab', free]);
  expect((await storedClaims(outbox.use)).map(({ until }) => until)).toEqual([now() + 15_000]);
});

test('two concurrent takes never return the same row', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 15));
  const both = await Promise.all([of('one').take(10, nothing), of('two').take(10, nothing)]);
  expect(both.map(({ taken }) => idsOf(taken))).toEqual([names('a', 0, 10), names('a', 10, 15)]);
});

test('take leaves out the rows to skip, and claims of the same page do not block it', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 3));
  const claims = of('tab');
  await claims.take(10, nothing);
  expect(idsOf((await claims.take(10, (row) => idOf(row) === 'a1')).taken)).toEqual(['a0', 'a2']);
});

test('take returns when the first of the blocking claims ends', async () => {
  const { outbox, of, now, advance } = open();
  await outbox.add(waitingRows('a', 2));
  await of('one').take(1, nothing);
  const first = now() + 15_000;
  await advance(5_000);
  await of('two').take(1, nothing);
  expect(await of('three').take(10, nothing)).toEqual({ taken: [], heldUntil: first });
});

test('take removes exactly the settled rows together with their claim', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 6));
  const claims = of('tab');
  const first = (await claims.take(2, nothing)).taken;
  const second = (await claims.take(2, nothing, [], first.at(-1)?.key)).taken;
  const third = (await claims.take(2, nothing, first, second.at(-1)?.key)).taken;
  expect(idsOf(third)).toEqual(['a4', 'a5']);
  expect(await storedIds(outbox.use)).toEqual(['a2', 'a3', 'a4', 'a5']);
  expect((await storedClaims(outbox.use)).map(({ rows }) => rows.length)).toEqual([2, 2]);
});

test('releasing half of a claim leaves the other half', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 4));
  const claims = of('tab');
  const { taken } = await claims.take(4, nothing);
  await claims.release(taken.slice(0, 2));
  expect(await claimants(outbox.use)).toEqual([undefined, undefined, 'tab', 'tab']);
  await claims.remove(taken.slice(2));
  expect(await storedClaims(outbox.use)).toEqual([]);
});

test('a claim is renewed while it is valid, and not when other pages may have its rows', async () => {
  const { outbox, of, now, advance } = open();
  await outbox.add(waitingRows('a', 1));
  const one = of('one');
  const { taken } = await one.take(1, nothing);
  await advance(10_000);
  await one.renew(taken);
  expect((await storedClaims(outbox.use)).map(({ until }) => until)).toEqual([now() + 15_000]);
  await advance(15_000);
  await of('two').take(1, nothing);
  await one.renew(taken);
  expect(await claimants(outbox.use)).toEqual(['two']);
});

test('the claim of a crashed page is removed by the first take after its end', async () => {
  const { outbox, of, advance } = open();
  await outbox.add(waitingRows('a', 2));
  await of('gone').take(1, nothing);
  await advance(15_000);
  expect(idsOf((await of('tab').take(10, nothing)).taken)).toEqual(['a0', 'a1']);
  expect((await storedClaims(outbox.use)).map(({ owner }) => owner)).toEqual(['tab']);
});

test('remove removes exactly the given rows, and release only ends claims of the own page', async () => {
  const { outbox, of, advance } = open();
  await outbox.add(waitingRows('a', 4));
  const one = of('one');
  const { taken } = await one.take(4, nothing);
  await one.remove(taken.slice(1, 2));
  expect(await storedIds(outbox.use)).toEqual(['a0', 'a2', 'a3']);
  await advance(15_000);
  await of('two').take(1, nothing);
  await one.release(taken);
  expect(await storedIds(outbox.use)).toEqual(['a0', 'a2', 'a3']);
  expect(await claimants(outbox.use)).toEqual(['two', undefined, undefined]);
});

test('a released row equals the row before it was claimed', async () => {
  const { outbox, of } = open();
  const row = rowOf('a0', bert, { itemId: 'sku-1' });
  await outbox.add([toQueuedRow(row)]);
  const claims = of('tab');
  await claims.release((await claims.take(1, nothing)).taken);
  expect(await storedRows(outbox.use)).toEqual([row]);
  expect(await storedClaims(outbox.use)).toEqual([]);
});
