/**
 * When the delivery chunk is loaded, which rows are sent when the page is left, and that nothing is sent after stop().
 */

import { expect, test, vi } from 'vitest';
import type { Drained } from '../../src/delivery/transport';
import { claimed, waitingRows } from '../support/unit-rows';
import { settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';
import { openLoadedTrigger, openTrigger, retry } from '../support/unit-trigger';

// No test waits for an idle page.
vi.mock('../../src/browser/idle', () => {
  const atOnce = (fn: () => void) => fn();
  return { atOnce, whenIdle: atOnce };
});

const rows = waitingRows('a', 2);

test('pending rows are sent at the start, and without any the chunk is not loaded', async () => {
  const some = openTrigger({ waiting: 1 });
  const none = openTrigger();
  await settled();
  expect([some.reasons, some.attempts]).toEqual([['start'], [0]]);
  expect([none.reasons, none.attempts, none.waits()]).toEqual([[], [], []]);
});

test('a store that does not answer is read again after ten seconds', async () => {
  const { store, reasons, advance, waits } = openTrigger({ known: false });
  await settled();
  expect([reasons, waits()]).toEqual([[], [10_000]]);
  Object.assign(store, { known: true, waiting: 1 });
  await advance(10_000);
  expect(reasons).toEqual(['start']);
});

test('a page that is stopped before its store has answered sends nothing, and does not read again', async () => {
  for (const given of [{ waiting: 1 }, { known: false }]) {
    const { trigger, scope, reasons, waits } = openTrigger(given);
    trigger.stop();
    scope.ended = true;
    await settled();
    expect([reasons, waits()]).toEqual([[], []]);
  }
});

test('stop ends the delivery', async () => {
  const { trigger, calls, waits } = await openLoadedTrigger();
  trigger.stored(rows, false);
  trigger.stop();
  expect([calls, waits()]).toEqual([[], []]);
});

test('if the tag is stopped in the same task, the chunk is not loaded', async () => {
  const { trigger, stopParts, scope, calls, attempts, waits } = openTrigger();
  trigger.stored(rows, false);
  stopParts();
  trigger.stop();
  scope.ended = true;
  await settled();
  expect([attempts, calls, waits()]).toEqual([[], [], []]);
});

test('after a new start stored rows are sent', async () => {
  const { trigger, store, reasons } = await openLoadedTrigger();
  trigger.stop();
  store.waiting = 1;
  trigger.begin();
  await settled();
  expect(reasons).toEqual(['start']);
});

test('if the tag is stopped while the chunk is loading, nothing starts', async () => {
  const { trigger, scope, calls, attempts, waits } = openTrigger();
  const flushed = trigger.flush('manual');
  trigger.stored(rows, false);
  await Promise.resolve();
  expect(attempts).toEqual([0]);
  trigger.stop();
  scope.ended = true;
  await flushed;
  await settled();
  expect([attempts, calls, waits()]).toEqual([[0], [], []]);
});

test('a chunk that does not load is retried after a delay that doubles, until the tag is stopped', async () => {
  const failed = () => new TypeError('no chunk');
  const { trigger, stopParts, calls, attempts, waits, advance } = openTrigger({
    imports: [failed(), failed(), failed()],
  });
  trigger.stored(rows, false);
  trigger.stored(rows, false);
  await settled();
  expect([calls, waits()]).toEqual([['retry unavailable'], [1000]]);
  await advance(1000);
  await settled();
  expect(waits()).toEqual([2000]);
  await advance(2000);
  await settled();
  expect([attempts, waits()]).toEqual([[0, 1, 2], [4000]]);
  stopParts();
  expect(waits()).toEqual([]);
});

test('the chunk gets the outbox and the other parts of the page once', async () => {
  const { trigger, parts } = await openLoadedTrigger();
  await trigger.flush('manual');
  expect(parts).toEqual([
    expect.objectContaining({
      page: expect.objectContaining({ owner: 'page' }),
      outbox: expect.any(Object),
    }),
  ]);
});

test('a chunk that does not load is reported as a retry, and the next flush loads it again', async () => {
  const { trigger, calls, attempts } = openTrigger({ imports: [new TypeError('no chunk')] });
  await trigger.flush('manual');
  expect(calls).toEqual(['retry unavailable']);
  await trigger.flush('manual');
  expect([calls, attempts]).toEqual([
    ['retry unavailable', 'drain'],
    [0, 1],
  ]);
});

test('pending rows are counted again when a drain has ended, before its flush ends', async () => {
  const { trigger, store } = await openLoadedTrigger({ answers: [{ kind: 'empty' }, retry] });
  const before = store.recounts;
  await trigger.flush('manual');
  expect(store.recounts).toBe(before + 1);
});

test('stored rows are sent after the delay, and reported to the delivery before they are stored', async () => {
  const { trigger, calls, reasons, advance } = await openLoadedTrigger();
  trigger.storing(rows, false);
  expect(calls).toEqual(['added a0,a1']);
  trigger.stored(rows, false);
  await advance(999);
  expect(reasons).toEqual([]);
  await advance(1);
  expect(reasons).toEqual(['delay']);
});

test('stored rows count for a full batch', async () => {
  const { trigger, reasons } = await openLoadedTrigger();
  trigger.stored(waitingRows('a', 9), false);
  expect(reasons).toEqual([]);
  trigger.stored(waitingRows('b', 1), false);
  expect(reasons).toEqual(['count']);
});

test('rows of a page that is probably left are claimed before they are stored, and sent afterwards', async () => {
  const { trigger, calls, drainer, now } = await openLoadedTrigger();
  trigger.storing(rows, true);
  expect(calls).toEqual(['added a0,a1', 'claim a0,a1']);
  drainer.leaves = claimed(rows, 'page', now() + 10_000);
  trigger.stored(rows, true);
  expect(calls.slice(2)).toEqual(['leave']);
});

test('rows that are sent without a valid claim when the page is left are claimed and stored again', async () => {
  const { trigger, calls, drainer, now } = await openLoadedTrigger();
  drainer.leaves = [
    ...waitingRows('free', 1),
    ...claimed(waitingRows('ended', 1), 'page', now() - 1),
    ...claimed(waitingRows('lasting', 1), 'page', now()),
  ];
  trigger.leave();
  expect(calls).toEqual(['leave', 'claim free0,ended0', 'stored free0,ended0']);
});

test('if nothing is sent when the page is left, nothing is stored', async () => {
  const { trigger, calls } = await openLoadedTrigger();
  trigger.leave();
  expect(calls).toEqual(['leave']);
});

test('nothing is sent on leave before the chunk is loaded, without credentials, or during a back-off', async () => {
  const cold = openTrigger();
  cold.trigger.storing(rows, true);
  cold.trigger.leave();
  expect(cold.calls).toEqual([]);

  const unready = await openLoadedTrigger();
  unready.drainer.ready = false;
  unready.trigger.storing(rows, true);
  unready.trigger.leave();
  expect(unready.calls).toEqual(['added a0,a1']);

  const patient = await openLoadedTrigger({ answers: [retry] });
  patient.trigger.storing(rows, true);
  patient.trigger.leave();
  expect(patient.calls).toEqual(['added a0,a1']);
});

test('rows that are stored after stop() are sent by a new delivery, as after forget()', async () => {
  openTrigger().trigger.stop();
  const { trigger, calls, waits, parts, advance } = await openLoadedTrigger();
  trigger.stored(rows, false);
  trigger.stop();
  expect([calls, waits()]).toEqual([[], []]);
  trigger.stored(rows, false);
  await settled();
  await advance(1000);
  expect([calls, parts.length]).toEqual([['drain'], 2]);
});

test('a flush ends when its drain has ended', async () => {
  const answer = gate<Drained>();
  const { trigger } = await openLoadedTrigger({ answers: [{ kind: 'empty' }, answer.promise] });
  let ended = false;
  const flushed = trigger.flush('manual').then(() => {
    ended = true;
  });
  await settled();
  expect(ended).toBe(false);
  answer.open({ kind: 'empty' });
  await flushed;
});
