/** When to drain: the reason of each flush and the length of each wait. */

import { expect, test } from 'vitest';
import { createBackOff } from '../../src/chunks/drain/back-off';
import type { BackOff, BackOffStore } from '../../src/chunks/drain/back-off-store';
import { createSchedule } from '../../src/chunks/drain/schedule';
import type { Drained } from '../../src/delivery/transport';
import { createTimers, settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

const empty: Drained = { kind: 'empty' };
const retry: Drained = { kind: 'retry', why: 'server', message: 'InternalFailure: 500' };

/** A store with the back-off of the previous page. */
function fakeBackOffStore(kept?: BackOff): BackOffStore {
  return {
    get: () => kept,
    set(backOffStore) {
      kept = backOffStore;
    },
  };
}

function plan(
  answers: (Drained | Promise<Drained> | Error)[] = [],
  random = () => 1,
  delayMs = 1000,
  backOffStore = fakeBackOffStore(),
) {
  const timers = createTimers();
  const reasons: string[] = [];
  const retries: unknown[][] = [];
  const schedule = createSchedule({
    drain: async () => {
      const answer = answers.shift() ?? empty;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    backOff: createBackOff(backOffStore, timers.now, random),
    limits: { delayMs, batch: 10 },
    later: timers.later,
    onFlush: (reason) => reasons.push(reason),
    onRetry: (...args) => retries.push(args),
  });
  return { ...timers, schedule, reasons, retries };
}

test('delay: a flush follows a fixed time after the first pending event, whatever comes later', async () => {
  const { schedule, reasons, advance, waits } = plan();
  schedule.stored(1);
  await advance(900);
  schedule.stored(1);
  expect(waits()).toEqual([1000]);
  await advance(99);
  expect(reasons).toEqual([]);
  await advance(1);
  expect(reasons).toEqual(['delay']);
  await advance(60_000);
  expect(reasons).toEqual(['delay']);
});

test('count: a full batch is flushed at once, and the delay ends', async () => {
  const { schedule, reasons, advance } = plan();
  schedule.stored(9);
  schedule.stored(1);
  expect(reasons).toEqual(['count']);
  await advance(60_000);
  expect(reasons).toEqual(['count']);
});

test('manual, start, return: a flush at once, and the delay ends', async () => {
  const { schedule, reasons, waits } = plan();
  for (const reason of ['manual', 'start', 'return'] as const) {
    schedule.stored(1);
    await schedule.flush(reason);
    expect(waits()).toEqual([]);
  }
  expect(reasons).toEqual(['manual', 'start', 'return']);
});

test('an event that is stored during a flush starts no other flush, and is sent after the delay', async () => {
  const open = gate<Drained>();
  const { schedule, reasons, advance, waits } = plan([open.promise]);
  const flushed = schedule.flush('manual');
  schedule.stored(10);
  expect(waits()).toEqual([]);
  open.open(empty);
  await flushed;
  expect(waits()).toEqual([1000]);
  await advance(1000);
  expect(reasons).toEqual(['manual', 'delay']);
});

test('a flush during a flush joins it', async () => {
  const { schedule, reasons } = plan();
  await Promise.all([schedule.flush('manual'), schedule.flush('return')]);
  expect(reasons).toEqual(['manual']);
});

test('retry: delays double from one second to five minutes, and start again after a success', async () => {
  const { schedule, retries, reasons, advance } = plan([...Array(11).fill(retry), empty, retry]);
  void schedule.flush('start');
  await settled();
  await advance(60 * 60_000);
  const doubled = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1000);
  expect(retries).toEqual(doubled.map((ms) => ['server', 'InternalFailure: 500', ms]));
  expect(reasons).toEqual(['start', ...Array(11).fill('retry')]);
  await schedule.flush('manual');
  expect(retries.at(-1)).toEqual(['server', 'InternalFailure: 500', 1000]);
});

test('a failure after a part of the backlog was sent counts as the first failure', async () => {
  const failed: Drained = { kind: 'retry', why: 'server', message: '500' };
  const { schedule, waits, advance } = plan([failed, failed, { ...failed, isWell: true }]);
  await schedule.flush('start');
  expect(waits()).toEqual([1000]);
  await advance(1000);
  expect(waits()).toEqual([2000]);
  await advance(2000);
  expect(waits()).toEqual([1000]);
});

test('an event that is stored while another page holds the other rows is sent after the delay', async () => {
  const open = gate<Drained>();
  const { schedule, waits } = plan([open.promise]);
  const flushed = schedule.flush('manual');
  schedule.stored(1);
  open.open({ kind: 'busy', until: 1_700_000_300_000 });
  await flushed;
  expect(waits()).toEqual([1000]);
});

test('each back-off is drawn at random between zero and its maximum', async () => {
  const drawn = [0, 0.5, 0.25];
  const { schedule, retries, advance } = plan([retry, retry, retry], () => drawn.shift() ?? 1);
  void schedule.flush('start');
  await settled();
  await advance(10_000);
  expect(retries.map(([, , ms]) => ms)).toEqual([0, 1000, 1000]);
});

test('the delay that the service requests is used', async () => {
  const { schedule, waits } = plan([{ ...retry, afterMs: 7000 } as Drained]);
  await schedule.flush('start');
  expect(waits()).toEqual([7000]);
});

test('during a back-off an event starts no flush, and a manual flush does', async () => {
  const { schedule, reasons, waits } = plan([retry, retry]);
  await schedule.flush('start');
  expect(schedule.backingOff).toBe(true);
  schedule.stored(50);
  expect([reasons, waits()]).toEqual([['start'], [1000]]);
  await schedule.flush('manual');
  expect([reasons, waits()]).toEqual([['start', 'manual'], [2000]]);
  await schedule.flush('return');
  expect(schedule.backingOff).toBe(false);
  expect(waits()).toEqual([]);
});

test('a requested delay is waited for exactly, and reported with its reason', async () => {
  const { schedule, retries, reasons, advance } = plan([
    { kind: 'retry', why: 'disabled', message: 'AccessDenied', afterMs: 300_000 },
  ]);
  await schedule.flush('start');
  expect(retries).toEqual([['disabled', 'AccessDenied', 300_000]]);
  await advance(299_999);
  expect(reasons).toEqual(['start']);
  await advance(1);
  expect(reasons).toEqual(['start', 'retry']);
});

test('held: a flush follows when the claim of another page ends, or after the delay, without back-off', async () => {
  const { schedule, reasons, advance, now, waits } = plan([
    { kind: 'busy' },
    { kind: 'busy', until: 1_700_000_031_000 },
    { kind: 'busy', until: 1 },
  ]);
  await schedule.flush('start');
  expect(schedule.backingOff).toBe(false);
  expect(waits()).toEqual([1000]);
  await advance(1000);
  expect(waits()).toEqual([1_700_000_031_000 - now()]);
  await advance(30_000);
  expect(waits()).toEqual([1000]);
  await advance(1000);
  expect(reasons).toEqual(['start', 'held', 'held', 'held']);
});

test('a page that is shown again flushes at once after a network failure, not during a requested delay', async () => {
  const { schedule, reasons, waits } = plan([retry, { ...retry, afterMs: 7000 } as Drained]);
  await schedule.flush('start');
  await schedule.flush('return');
  expect(waits()).toEqual([7000]);
  await schedule.flush('return');
  expect([reasons, waits()]).toEqual([['start', 'return'], [7000]]);
});

test('the next page continues the back-off with its length', async () => {
  const backOffStore = fakeBackOffStore();
  const first = plan([retry, retry], undefined, undefined, backOffStore);
  await first.schedule.flush('start');
  await first.schedule.flush('manual');
  expect(first.waits()).toEqual([2000]);
  const second = plan([retry, empty], undefined, undefined, backOffStore);
  second.schedule.start();
  expect(second.waits()).toEqual([2000]);
  await second.advance(2000);
  expect(second.waits()).toEqual([4000]);
  await second.advance(4000);
  expect(second.reasons).toEqual(['retry', 'retry']);
  const third = plan([empty], undefined, undefined, backOffStore);
  third.schedule.start();
  await settled();
  expect(third.reasons).toEqual(['start']);
});

test('on the next page an event waits for the back-off, unless a set-back clock makes it too long', async () => {
  const { now } = createTimers();
  const waiting = plan([], undefined, undefined, fakeBackOffStore({ failures: 3, until: now() + 5000 }));
  waiting.schedule.stored(10);
  expect([waiting.reasons, waiting.waits()]).toEqual([[], [5000]]);
  const ahead = plan([], undefined, undefined, fakeBackOffStore({ failures: 3, until: now() + 301_000 }));
  ahead.schedule.stored(10);
  expect(ahead.reasons).toEqual(['count']);
});

test('a drain that throws is retried with the reason "unavailable"', async () => {
  const { schedule, retries } = plan([new Error('AbortError')]);
  await schedule.flush('start');
  expect(retries).toEqual([['unavailable', 'Error: AbortError', 1000]]);
});

test('a new event is not delayed until a failed store is retried, because the service may be available', async () => {
  const backOffStore = fakeBackOffStore();
  const answers = [...Array(8).fill(new Error('AbortError')), empty];
  const { schedule, reasons, advance, waits } = plan(answers, undefined, undefined, backOffStore);
  void schedule.flush('start');
  await settled();
  await advance(127_000);
  expect(waits()).toEqual([128_000]);
  expect([schedule.backingOff, backOffStore.get()]).toEqual([false, undefined]);
  schedule.stored(1);
  expect(waits()).toEqual([1000]);
  await advance(1000);
  expect(reasons.at(-1)).toBe('delay');
  expect(waits()).toEqual([]);
});

test('after stop nothing is sent, delayed or reported', async () => {
  const open = gate<Drained>();
  const { schedule, reasons, retries, waits } = plan([open.promise]);
  const flushed = schedule.flush('start');
  schedule.stop();
  open.open(retry);
  await flushed;
  schedule.stored(10);
  await schedule.flush('manual');
  expect([reasons, retries, waits()]).toEqual([['start'], [], []]);
});

test('stop ends all delays', () => {
  const { schedule, waits } = plan();
  schedule.stored(1);
  schedule.stop();
  expect(waits()).toEqual([]);
});
