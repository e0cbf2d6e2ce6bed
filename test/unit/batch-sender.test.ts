/** The result of one batch, and the state of rows that are in flight or settled. */

import { expect, test } from 'vitest';
import { createBatchSender } from '../../src/chunks/drain/batch-sender';
import type { Claims } from '../../src/chunks/drain/claims';
import type { SendResult } from '../../src/delivery/transport';
import type { QueuedRow } from '../../src/outbox/rows';
import { idOf, idsOf, rowOf, waitingRows } from '../support/unit-rows';
import { settled } from '../support/unit-timers';
import { delivered, gate, retry, scripted } from '../support/unit-transport';

const refusedFor = (why: string): SendResult => ({ kind: 'refused', why });
const always = () => true;

function open(answer: Parameters<typeof scripted>[0] = () => delivered, failing: (keyof Claims)[] = []) {
  const calls: string[] = [];
  const claim = (name: keyof Claims) => async (rows: readonly QueuedRow[]) => {
    calls.push(`${name} ${idsOf(rows)}`);
    if (failing.includes(name)) throw new Error('the store is gone');
  };
  const transport = scripted(answer);
  const batchSender = createBatchSender({
    claims: {
      remove: claim('remove'),
      release: claim('release'),
      renew: claim('renew'),
    } as unknown as Claims,
    transport,
    outbox: { sent: (rows) => void calls.push(`answered ${idsOf(rows)}`) },
    onTaken: (id) => calls.push(`taken ${id}`),
    onSent: (row) => calls.push(`sent ${idOf(row)}`),
    onRefused: (row, why) => calls.push(`refused ${idOf(row)} ${why}`),
  });
  return { ...batchSender, batchSender, calls, transport };
}

const rows = waitingRows('a', 2);
const has = (batchSender: ReturnType<typeof open>, id: string) => batchSender.isHandled(rowOf(id));

test('a delivered batch is reported as taken, sent and settled, and its rows are then to be removed', async () => {
  const opened = open();
  expect(await opened.deliver(rows, always)).toEqual(delivered);
  expect(opened.calls).toEqual(['taken a0', 'taken a1', 'sent a0', 'sent a1', 'answered a0,a1']);
  expect(idsOf(opened.answered())).toEqual(['a0', 'a1']);
  expect([has(opened, 'a0'), has(opened, 'b0'), opened.batchSender.busy]).toEqual([true, false, false]);
  opened.removed(rows.slice(0, 1));
  expect([has(opened, 'a0'), has(opened, 'a1')]).toEqual([false, true]);
});

test('the rows of a batch in flight are handled, and after a failure they are free', async () => {
  const answer = gate<SendResult>();
  const opened = open(() => answer.promise);
  const delivering = opened.deliver(rows, always);
  expect([has(opened, 'a0'), opened.batchSender.busy]).toEqual([true, true]);
  answer.open(retry);
  expect(await delivering).toEqual(retry);
  expect([has(opened, 'a0'), opened.batchSender.busy]).toEqual([false, false]);
  expect(opened.calls.slice(2)).toEqual(['release a0,a1']);
});

test('a release that fails does not fail the batch', async () => {
  const { deliver } = open(() => retry, ['release']);
  expect(await deliver(rows, always)).toEqual(retry);
});

test('tidy removes settled rows once, and does nothing without settled rows', async () => {
  const { deliver, tidy, calls, answered } = open();
  await tidy();
  expect(calls).toEqual([]);
  await deliver(rows, always);
  calls.length = 0;
  await tidy();
  await tidy();
  expect(calls).toEqual(['remove a0,a1']);
  expect(answered()).toEqual([]);
});

test('a row that cannot be removed stays settled, so that it is not sent again', async () => {
  const opened = open(() => delivered, ['remove']);
  await opened.deliver(rows, always);
  await opened.tidy();
  expect(idsOf(opened.answered())).toEqual(['a0', 'a1']);
  expect(has(opened, 'a0')).toBe(true);
});

test('a row that is refused alone becomes a dead letter with its reason and is settled', async () => {
  const { deliver, calls } = open(() => refusedFor('bad'));
  expect(await deliver(rows.slice(0, 1), always)).toEqual(refusedFor('bad'));
  expect(calls).toEqual(['taken a0', 'refused a0 bad', 'answered a0']);
});

test('several rows that are refused without the lock are left to the next drain', async () => {
  const { deliver, calls, transport } = open(() => refusedFor('bad'));
  expect(await deliver(rows, () => false)).toEqual(refusedFor('bad'));
  expect(calls.slice(2)).toEqual(['release a0,a1']);
  expect(transport.requests).toEqual([['a0', 'a1']]);
});

test('a single row that is refused without the lock becomes a dead letter too', async () => {
  const { deliver, calls } = open(() => refusedFor('bad'));
  await deliver(rows.slice(0, 1), () => false);
  expect(calls).toContain('refused a0 bad');
});

for (const [bad, good] of [
  ['a0', 'a1'],
  ['a1', 'a0'],
] as const) {
  test(`${bad}, the bad one of two rows, is found, and the other is sent`, async () => {
    const { deliver, transport, calls } = open((ids) => (ids.includes(bad) ? refusedFor('bad') : delivered));
    expect(await deliver(rows, always)).toEqual(refusedFor('bad'));
    expect(transport.requests).toEqual([['a0', 'a1'], ['a0'], ['a1']]);
    expect(calls).toContain(`refused ${bad} bad`);
    expect(calls).toContain(`sent ${good}`);
  });
}

test('while the bad row is searched for, rows in flight are renewed and settled rows are removed', async () => {
  const { deliver, calls } = open((ids) => (ids.includes('a1') ? refusedFor('bad') : delivered));
  await deliver(rows, always);
  expect(calls.filter((each) => /^(renew|remove)/.test(each))).toEqual([
    'renew a0,a1',
    'remove a0',
    expect.stringMatching(/^renew /),
  ]);
});

test('a renewal that fails does not end the search', async () => {
  const { deliver, transport } = open(
    (ids) => (ids.includes('a1') ? refusedFor('bad') : delivered),
    ['renew'],
  );
  await deliver(rows, always);
  expect(transport.requests.length).toBe(3);
});

for (const result of [retry, { kind: 'disabled', why: 'AccessDenied' } as const]) {
  test(`${result.kind} in the first half ends the search, and the rest is released`, async () => {
    const { deliver, transport, calls } = open((_, nth) => (nth === 0 ? refusedFor('bad') : result));
    expect(await deliver(waitingRows('a', 4), always)).toEqual(result);
    expect(transport.requests).toEqual([
      ['a0', 'a1', 'a2', 'a3'],
      ['a0', 'a1'],
    ]);
    expect(calls.filter((each) => each.startsWith('release'))).toEqual(['release a0,a1', 'release a2,a3']);
  });
}

test('if the lock is lost after the first half, the rest is released', async () => {
  let held = true;
  const { deliver, transport, calls } = open((_, nth) => {
    if (nth === 1) held = false;
    return nth ? delivered : refusedFor('bad');
  });
  expect(await deliver(rows, () => held)).toEqual(delivered);
  expect(transport.requests).toEqual([['a0', 'a1'], ['a0']]);
  expect(calls).toContain('release a1');
});

test('settled rows are handled although they were never in flight', async () => {
  const opened = open();
  opened.settle(rows);
  expect(opened.calls).toEqual(['answered a0,a1']);
  expect(has(opened, 'a0')).toBe(true);
  await settled();
});
