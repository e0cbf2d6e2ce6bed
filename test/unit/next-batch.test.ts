/** The next batch: rows that were claimed ahead recently, else rows that can be claimed now, else unpersisted ones. */

import { expect, test } from 'vitest';
import { createPrepareRows } from '../../src/chunks/drain/prepare-row';
import type { ClaimResult } from '../../src/chunks/drain/row-search';
import type { Row } from '../../src/core/event';
import { type QueuedRow, toQueuedRow } from '../../src/outbox/rows';
import { openNext } from '../support/unit-next-batch';
import { bert, idsOf, names, waitingRows } from '../support/unit-rows';
import { settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

const rows = (prefix: string, count = 2) => waitingRows(prefix, count);
const found = (prefix: string, count = 2): ClaimResult => ({ taken: rows(prefix, count) });

test('rows are claimed together with the removal of settled rows', async () => {
  const { next, asked, calls } = openNext({ takes: [found('a')], answered: rows('done', 1) });
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
  expect(asked).toEqual([{ answered: ['done0'], after: undefined }]);
  expect(calls).toEqual(['take', 'removed done0']);
});

test('if no row is free, the result says when one will be', async () => {
  const { next } = openNext({ takes: [{ taken: [], heldUntil: 7 }] });
  expect(await next.take()).toEqual({ taken: [], heldUntil: 7 });
});

test('if the store accepts no claim, rows are only read, after settled rows are removed', async () => {
  const { next, calls } = openNext({ takes: [new Error('full')], peeks: [found('a')] });
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
  expect(calls).toEqual(['take', 'tidy', 'peek']);
});

test('if nothing can be read either, unpersisted rows are sent, and without them the error is thrown', async () => {
  const gone = () => ({ takes: [new Error('full')], peeks: [new Error('gone')] });
  const some = openNext({ ...gone(), unpersisted: rows('a') });
  expect(idsOf((await some.next.take()).taken)).toEqual(['a0', 'a1']);
  await expect(openNext(gone()).next.take()).rejects.toThrow('gone');
});

test('of unpersisted rows the oldest of one visitor are sent, at most ten, not skipped or too old', async () => {
  const { next, skipped, gone, calls } = openNext({
    unpersisted: [...rows('a', 3), ...waitingRows('b', 1, bert), ...rows('c', 12)],
  });
  skipped.add('a1');
  gone.add('a2');
  expect(idsOf((await next.take()).taken)).toEqual(['a0', ...names('c', 0, 9)]);
  expect(calls.filter((each) => each.startsWith('gone'))).toEqual(['gone a2']);
});

test('rows are claimed ahead behind the rows in flight, and are taken without another read', async () => {
  const { next, asked, calls } = openNext({ takes: [found('b')] });
  const sent = rows('a', 3);
  next.look(sent);
  await settled();
  expect(asked).toEqual([{ answered: [], after: sent[2]?.key }]);
  expect(calls).toEqual(['take', 'removed ']);
  expect(idsOf((await next.take()).taken)).toEqual(['b0', 'b1']);
  expect(asked.length).toBe(1);
});

test('it is ready once it has credentials, and only while rows are claimed ahead', async () => {
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
  test(`after ${ms} ms ${released.length ? 'rows are released and claimed again' : 'rows are still sent'}`, async () => {
    const { next, setClock, now, calls } = openNext({ takes: [found('b'), found('c')] });
    next.look(rows('a'));
    await settled();
    setClock(now() + ms);
    expect(idsOf((await next.take()).taken)).toEqual(ids);
    expect(calls.filter((each) => each.startsWith('release'))).toEqual(released);
  });
}

test('rows that were sent or skipped since they were claimed ahead are not sent again', async () => {
  const { next, skipped, calls } = openNext({ takes: [found('b', 3), found('c')] });
  next.look(rows('a'));
  await settled();
  next.onTaken('b0');
  skipped.add('b2');
  expect(idsOf((await next.take()).taken)).toEqual(['b1']);
  expect(calls).not.toContain('release b0,b1,b2');
});

test('if all of them have been sent, the claim is released and another one made', async () => {
  const { next, calls } = openNext({ takes: [found('b', 1), found('c')] });
  next.look(rows('a'));
  await settled();
  next.onTaken('b0');
  expect(idsOf((await next.take()).taken)).toEqual(['c0', 'c1']);
  expect(calls).toContain('release b0');
});

test('if nothing was claimed ahead, nothing is released', async () => {
  const { next, calls } = openNext({ takes: [{ taken: [] }, found('c')] });
  next.look(rows('a'));
  await settled();
  await next.take();
  await next.release();
  expect(calls.filter((each) => each.startsWith('release'))).toEqual([]);
});

test('a row that is sent while it is being claimed is not sent again, one sent before may be', async () => {
  const answer = gate<ClaimResult>();
  const { next } = openNext({ takes: [answer.promise, found('a')] });
  const taking = next.take();
  await settled();
  next.onTaken('a0');
  answer.open(found('a'));
  expect(idsOf((await taking).taken)).toEqual(['a1']);
  expect(idsOf((await next.take()).taken)).toEqual(['a0', 'a1']);
});

test('an unpersisted row of another destination is not sent to this one', async () => {
  const [own, other] = rows('a') as [QueuedRow, QueuedRow];
  const elsewhere = toQueuedRow(other.row, 'another place');
  const { next } = openNext({ unpersisted: [elsewhere, own] });
  expect(idsOf((await next.take()).taken)).toEqual(['a0']);
});

test('rows that were claimed ahead and not taken are released once', async () => {
  const { next, calls } = openNext({ takes: [found('b')] });
  await next.release();
  next.look(rows('a'));
  await settled();
  await next.release();
  await next.release();
  expect(calls.filter((each) => each.startsWith('release'))).toEqual(['release b0,b1']);
});

test('the store is not read in the task in which a request starts', async () => {
  const { next, calls } = openNext({ takes: [found('b')] });
  next.look(rows('a'));
  // At least as many microtasks as signing takes.
  for (let n = 0; n < 200; n++) await undefined;
  expect(calls).toEqual([]);
  await settled();
  expect(calls[0]).toBe('take');
});

test('nothing is claimed ahead after a release or once the tag is stopped', async () => {
  const { next, calls } = openNext({ takes: [found('b')] });
  next.look(rows('a'));
  await next.release();
  const scope = { ended: false };
  const other = openNext({ takes: [found('b')], scope });
  other.next.look(rows('a'));
  scope.ended = true;
  await settled();
  expect([calls, other.calls]).toEqual([[], []]);
});

test('rows are prepared for sending: unchanged, changed, or dropped', () => {
  const gone: string[] = [];
  const [same, changed, old] = rows('a', 3) as [QueuedRow, QueuedRow, QueuedRow];
  const other = { ...changed.row, capturedAt: 7 } as Row;
  const prepareRows = createPrepareRows(
    (row) => (row === old.row ? undefined : row === changed.row ? other : row),
    (rows) => gone.push(...idsOf(rows)),
  );
  const ready = prepareRows([same, changed, old]);
  expect(ready).toEqual([same, { ...changed, row: other }]);
  expect(ready[0]).toBe(same);
  expect(gone).toEqual(['a2']);
});
