/** What goes next: what was claimed ahead while it is fresh, else what can be claimed now, else what is afloat. */

import { expect, test } from 'vitest';
import type { ClaimResult, Claims } from '../../src/chunks/drain/claims';
import { createNextBatch } from '../../src/chunks/drain/next-batch';
import type { Row } from '../../src/core/event';
import { type QueuedRow, toQueuedRow } from '../../src/outbox/rows';
import { openNext } from '../support/unit-next-batch';
import { bert, idOf, idsOf, names, waitingRows } from '../support/unit-rows';
import { createTimers, settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

const rows = (prefix: string, count = 2) => waitingRows(prefix, count);
const found = (prefix: string, count = 2): ClaimResult => ({ taken: rows(prefix, count) });

test('rows are claimed, together with the removal of what was answered for', async () => {
  const { next, asked, told } = openNext({ takes: [found('a')], answered: rows('done', 1) });
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
  expect(asked).toEqual([{ answered: ['done0'], after: undefined }]);
  expect(told).toEqual(['take', 'removed done0']);
});

test('where nothing is free it is told when something will be', async () => {
  const { next } = openNext({ takes: [{ taken: [], heldUntil: 7 }] });
  expect(await next.take()).toEqual({ taken: [], heldUntil: 7 });
});

test('a store that takes no claim is looked at, after what was answered for was removed', async () => {
  const { next, told } = openNext({ takes: [new Error('full')], peeks: [found('a')] });
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
  expect(told).toEqual(['take', 'tidy', 'peek']);
});

test('where nothing can be read either, what is afloat goes, and without it the failure is told', async () => {
  const gone = () => ({ takes: [new Error('full')], peeks: [new Error('gone')] });
  const some = openNext({ ...gone(), unpersisted: rows('a') });
  expect(idsOf((await some.next.take()).taken)).toEqual(['a0', 'a1']);
  await expect(openNext(gone()).next.take()).rejects.toThrow('gone');
});

test('of what is afloat the oldest of one call go, at most ten, without those that are skipped or too old', async () => {
  const { next, skipped, gone, told } = openNext({
    unpersisted: [...rows('a', 3), ...waitingRows('b', 1, bert), ...rows('c', 12)],
  });
  skipped.add('a1');
  gone.add('a2');
  expect(idsOf((await next.take()).taken)).toEqual(['a0', ...names('c', 0, 9)]);
  expect(told.filter((each) => each.startsWith('gone'))).toEqual(['gone a2']);
});

test('what is claimed ahead lies behind what is on its way, and is taken without asking again', async () => {
  const { next, asked, told } = openNext({ takes: [found('b')] });
  const sent = rows('a', 3);
  next.look(sent);
  await settled();
  expect(asked).toEqual([{ answered: [], after: sent[2]?.key }]);
  expect(told).toEqual(['take', 'removed ']);
  expect(idsOf((await next.take()).taken)).toEqual(['b0', 'b1']);
  expect(asked.length).toBe(1);
});

test('it is ready once credentials are at hand, and only while something is claimed ahead', async () => {
  const { next } = openNext({ takes: [found('b')] });
  expect(next.isReady).toBe(false);
  next.look(rows('a'));
  expect(next.isReady).toBe(false);
  await settled();
  expect(next.isReady).toBe(true);
  await next.take();
  expect(next.isReady).toBe(false);
});

test('without credentials it is not ready', async () => {
  const { next } = openNext({ prepare: Promise.resolve({ kind: 'disabled', why: 'no pool' }) });
  next.look(rows('a'));
  await settled();
  expect(next.isReady).toBe(false);
});

for (const [ms, ids, released] of [
  [4999, ['b0', 'b1'], []],
  [5000, ['c0', 'c1'], ['release b0,b1']],
  [-5000, ['c0', 'c1'], ['release b0,b1']],
] as const) {
  test(`after ${ms} ms ${released.length ? 'it is released and claimed anew' : 'it still goes'}`, async () => {
    const { next, setClock, now, told } = openNext({ takes: [found('b'), found('c')] });
    next.look(rows('a'));
    await settled();
    setClock(now() + ms);
    expect(idsOf((await next.take()).taken)).toEqual(ids);
    expect(told.filter((each) => each.startsWith('release'))).toEqual(released);
  });
}

test('what has been sent or skipped since it was claimed ahead does not go again', async () => {
  const { next, skipped, told } = openNext({ takes: [found('b', 3), found('c')] });
  next.look(rows('a'));
  await settled();
  next.onTaken('b0');
  skipped.add('b2');
  expect(idsOf((await next.take()).taken)).toEqual(['b1']);
  expect(told).not.toContain('release b0,b1,b2');
});

test('where all of it has been sent the claim is released and another one made', async () => {
  const { next, told } = openNext({ takes: [found('b', 1), found('c')] });
  next.look(rows('a'));
  await settled();
  next.onTaken('b0');
  expect(idsOf((await next.take()).taken)).toEqual(['c0', 'c1']);
  expect(told).toContain('release b0');
});

test('where nothing was there to be claimed ahead nothing is released', async () => {
  const { next, told } = openNext({ takes: [{ taken: [] }, found('c')] });
  next.look(rows('a'));
  await settled();
  await next.take();
  await next.release();
  expect(told.filter((each) => each.startsWith('release'))).toEqual([]);
});

test('what is sent while it is being claimed does not go again, and what was sent before a claim may', async () => {
  const answer = gate<ClaimResult>();
  const { next } = openNext({ takes: [answer.promise, found('a')] });
  const taking = next.take();
  await settled();
  next.onTaken('a0');
  answer.open(found('a'));
  expect(idsOf((await taking).taken)).toEqual(['a1']);
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
});

test('what is afloat for another destination is not sent to this one', async () => {
  const [own, other] = rows('a') as [QueuedRow, QueuedRow];
  const elsewhere = toQueuedRow(other.row, 'another place');
  const { next } = openNext({ unpersisted: [elsewhere, own] });
  expect(idsOf((await next.take()).taken)).toEqual(['a0']);
});

test('what was claimed ahead and not taken is released once', async () => {
  const { next, told } = openNext({ takes: [found('b')] });
  await next.release();
  next.look(rows('a'));
  await settled();
  await next.release();
  await next.release();
  expect(told.filter((each) => each.startsWith('release'))).toEqual(['release b0,b1']);
});

test('nothing is asked of the store in the task in which a request begins', async () => {
  const { next, told } = openNext({ takes: [found('b')] });
  next.look(rows('a'));
  // As many microtasks as signing takes, and more.
  for (let n = 0; n < 200; n++) await undefined;
  expect(told).toEqual([]);
  await settled();
  expect(told[0]).toBe('take');
});

test('what is not yet claimed ahead is not claimed once it was released, or the tag was stopped', async () => {
  const { next, told } = openNext({ takes: [found('b')] });
  next.look(rows('a'));
  await next.release();
  const scope = { ended: false };
  const other = openNext({ takes: [found('b')], scope });
  other.next.look(rows('a'));
  scope.ended = true;
  await settled();
  expect([told, other.told]).toEqual([[], []]);
});

test('rows are made ready to be sent: as they are, changed, or given up', () => {
  const timers = createTimers();
  const gone: string[] = [];
  const [same, changed, old] = rows('a', 3) as [QueuedRow, QueuedRow, QueuedRow];
  const other = { ...changed.row, capturedAt: 7 } as Row;
  const next = createNextBatch({
    claims: {} as Claims,
    batchSender: { answered: () => [], removed() {}, tidy: async () => {} },
    outbox: { destination: 'here', unpersisted: () => [] },
    skip: () => false,
    transport: { prepare: async () => undefined },
    prepareRow: (row) => (row === old.row ? undefined : row === changed.row ? other : row),
    onGone: ({ row }) => gone.push(idOf(row)),
    now: timers.now,
    scope: {},
  });
  const ready = next.prepareRow([same, changed, old]);
  expect(ready).toEqual([same, { ...changed, row: other }]);
  expect(ready[0]).toBe(same);
  expect(gone).toEqual(['a2']);
});
