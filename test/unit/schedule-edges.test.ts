/** Flushes and events during another flush, a delay or a back-off. */

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

test('a page that is shown again when a requested delay is over flushes', async () => {
  const { now } = createTimers();
  const over = { failures: 1, until: now(), firm: true };
  const { schedule, reasons } = plan([], undefined, undefined, fakeBackOffStore(over));
  await schedule.flush('return');
  expect(reasons).toEqual(['return']);
});

test('a manual flush is done also during a requested delay', async () => {
  const { schedule, reasons } = plan([{ ...retry, afterMs: 7000 } as Drained]);
  await schedule.flush('start');
  await schedule.flush('manual');
  expect(reasons).toEqual(['start', 'manual']);
});

test('a manual flush during another flush drains once more after it, and ends with that', async () => {
  const [first, second] = [gate<Drained>(), gate<Drained>()];
  const { schedule, reasons } = plan([first.promise, second.promise]);
  void schedule.flush('start');
  let ended = false;
  const flushed = schedule.flush('manual').then(() => {
    ended = true;
  });
  await settled();
  expect(reasons).toEqual(['start']);
  first.open(empty);
  await settled();
  expect([reasons, ended]).toEqual([['start', 'manual'], false]);
  second.open(empty);
  await flushed;
});

test('one event during a flush starts its delay after the flush', async () => {
  const open = gate<Drained>();
  const { schedule, waits } = plan([open.promise]);
  const flushed = schedule.flush('start');
  schedule.stored(1);
  expect(waits()).toEqual([]);
  open.open(empty);
  await flushed;
  expect(waits()).toEqual([1000]);
});

test('an event replaces the wait for the claim of another page', async () => {
  const { schedule, reasons, waits, advance } = plan([{ kind: 'busy', until: 1_700_000_030_000 }]);
  await schedule.flush('start');
  expect(waits()).toEqual([30_000]);
  schedule.stored(1);
  expect(waits()).toEqual([1000]);
  await advance(60_000);
  expect(reasons).toEqual(['start', 'delay']);
});

test('the longest back-off of the last page is kept', () => {
  const { now } = createTimers();
  const longest = fakeBackOffStore({ failures: 9, until: now() + 300_000 });
  const { schedule, waits } = plan([], undefined, undefined, longest);
  schedule.stored(10);
  expect(waits()).toEqual([300_000]);
});

test('while this page backs off, events change nothing, also if another page had success', async () => {
  const backOffStore = fakeBackOffStore();
  const { schedule, reasons, waits } = plan([retry], undefined, undefined, backOffStore);
  await schedule.flush('start');
  backOffStore.set(undefined);
  schedule.stored(10);
  expect([reasons, waits()]).toEqual([['start'], [1000]]);
});
