/** When the delivery chunk is fetched, what leaves with the page, and that stopped is stopped. */

import { expect, test, vi } from 'vitest';
import type { Drained } from '../../src/delivery/transport';
import { claimed, waitingRows } from '../support/unit-rows';
import { openSender, retry, warmSender } from '../support/unit-sender';
import { settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

// Nothing here waits for an idle page.
vi.mock('../../src/browser/idle', () => {
  const atOnce = (fn: () => void) => fn();
  return { atOnce, whenIdle: atOnce };
});

const rows = waitingRows('a', 2);

test('what waits from before is sent, and where nothing waits the chunk is not fetched', async () => {
  const some = openSender({ waiting: 1 });
  const none = openSender();
  await settled();
  expect([some.reasons, some.attempts]).toEqual([['start'], [0]]);
  expect([none.reasons, none.attempts, none.waits()]).toEqual([[], [], []]);
});

test('a store that does not answer is asked again after ten seconds', async () => {
  const { store, reasons, advance, waits } = openSender({ known: false });
  await settled();
  expect([reasons, waits()]).toEqual([[], [10_000]]);
  Object.assign(store, { known: true, waiting: 1 });
  await advance(10_000);
  expect(reasons).toEqual(['start']);
});

test('a page that is stopped before its store has answered sends nothing, and does not ask again', async () => {
  for (const given of [{ waiting: 1 }, { known: false }]) {
    const { sender, scope, reasons, waits } = openSender(given);
    sender.stop();
    scope.ended = true;
    await settled();
    expect([reasons, waits()]).toEqual([[], []]);
  }
});

test('stop ends the delivery', async () => {
  const { sender, told, waits } = await warmSender();
  sender.stored(rows, false);
  sender.stop();
  expect([told, waits()]).toEqual([[], []]);
});

test('stopped in the same task, the chunk is not fetched', async () => {
  const { sender, stopParts, scope, told, attempts, waits } = openSender();
  sender.stored(rows, false);
  stopParts();
  sender.stop();
  scope.ended = true;
  await settled();
  expect([attempts, told, waits()]).toEqual([[], [], []]);
});

test('begun anew, what is stored already is sent', async () => {
  const { sender, store, reasons } = await warmSender();
  sender.stop();
  store.waiting = 1;
  sender.begin();
  await settled();
  expect(reasons).toEqual(['start']);
});

test('stopped while the chunk is on its way, nothing is begun', async () => {
  const { sender, scope, told, attempts, waits } = openSender();
  const flushed = sender.flush('manual');
  sender.stored(rows, false);
  await Promise.resolve();
  expect(attempts).toEqual([0]);
  sender.stop();
  scope.ended = true;
  await flushed;
  await settled();
  expect([attempts, told, waits()]).toEqual([[0], [], []]);
});

test('a chunk that does not come is asked for again after a while, which doubles, and not once stopped', async () => {
  const failed = () => new TypeError('no chunk');
  const { sender, stopParts, told, attempts, waits, advance } = openSender({
    imports: [failed(), failed(), failed()],
  });
  sender.stored(rows, false);
  sender.stored(rows, false);
  await settled();
  expect([told, waits()]).toEqual([['retry unavailable'], [1000]]);
  await advance(1000);
  await settled();
  expect(waits()).toEqual([2000]);
  await advance(2000);
  await settled();
  expect([attempts, waits()]).toEqual([[0, 1, 2], [4000]]);
  stopParts();
  expect(waits()).toEqual([]);
});

test('the chunk is given the outbox and all that the page has, once', async () => {
  const { sender, parts } = await warmSender();
  await sender.flush('manual');
  expect(parts).toEqual([expect.objectContaining({ owner: 'page', outbox: expect.any(Object) })]);
});

test('a chunk that does not come is a retry, and is asked for again', async () => {
  const { sender, told, attempts } = openSender({ imports: [new TypeError('no chunk')] });
  await sender.flush('manual');
  expect(told).toEqual(['retry unavailable']);
  await sender.flush('manual');
  expect([told, attempts]).toEqual([
    ['retry unavailable', 'drain'],
    [0, 1],
  ]);
});

test('what waits is counted anew when a drain has ended, before it counts as ended', async () => {
  const { sender, store } = await warmSender({ answers: [{ kind: 'empty' }, retry] });
  const before = store.recounts;
  await sender.flush('manual');
  expect(store.recounts).toBe(before + 1);
});

test('what is stored is sent after the delay, and is known to the delivery before', async () => {
  const { sender, told, reasons, advance } = await warmSender();
  sender.storing(rows, false);
  expect(told).toEqual(['added a0,a1']);
  sender.stored(rows, false);
  await advance(999);
  expect(reasons).toEqual([]);
  await advance(1);
  expect(reasons).toEqual(['delay']);
});

test('what is stored counts towards a full batch', async () => {
  const { sender, reasons } = await warmSender();
  sender.stored(waitingRows('a', 9), false);
  expect(reasons).toEqual([]);
  sender.stored(waitingRows('b', 1), false);
  expect(reasons).toEqual(['count']);
});

test('with a page that is likely to go, it is claimed before it is stored and sent after', async () => {
  const { sender, told, flusher, now } = await warmSender();
  sender.storing(rows, true);
  expect(told).toEqual(['added a0,a1', 'claim a0,a1']);
  flusher.leaves = claimed(rows, 'page', now() + 10_000);
  sender.stored(rows, true);
  expect(told.slice(2)).toEqual(['leave']);
});

test('what leaves without a claim that lasts is claimed and stored again', async () => {
  const { sender, told, flusher, now } = await warmSender();
  flusher.leaves = [
    ...waitingRows('free', 1),
    ...claimed(waitingRows('ended', 1), 'page', now() - 1),
    ...claimed(waitingRows('lasting', 1), 'page', now()),
  ];
  sender.leave();
  expect(told).toEqual(['leave', 'claim free0,ended0', 'stored free0,ended0']);
});

test('where nothing leaves nothing is stored', async () => {
  const { sender, told } = await warmSender();
  sender.leave();
  expect(told).toEqual(['leave']);
});

test('nothing leaves before the chunk is there, without credentials, or while the service asks for patience', async () => {
  const cold = openSender();
  cold.sender.storing(rows, true);
  cold.sender.leave();
  expect(cold.told).toEqual([]);

  const unready = await warmSender();
  unready.flusher.ready = false;
  unready.sender.storing(rows, true);
  unready.sender.leave();
  expect(unready.told).toEqual(['added a0,a1']);

  const patient = await warmSender({ answers: [retry] });
  patient.sender.storing(rows, true);
  patient.sender.leave();
  expect(patient.told).toEqual(['added a0,a1']);
});

test('once it is stopped, what is stored has another delivery, as after forget()', async () => {
  openSender().sender.stop();
  const { sender, told, waits, parts, advance } = await warmSender();
  sender.stored(rows, false);
  sender.stop();
  expect([told, waits()]).toEqual([[], []]);
  sender.stored(rows, false);
  await settled();
  await advance(1000);
  expect([told, parts.length]).toEqual([['drain'], 2]);
});

test('a flush ends when its drain has', async () => {
  const answer = gate<Drained>();
  const { sender } = await warmSender({ answers: [{ kind: 'empty' }, answer.promise] });
  let ended = false;
  const flushed = sender.flush('manual').then(() => {
    ended = true;
  });
  await settled();
  expect(ended).toBe(false);
  answer.open({ kind: 'empty' });
  await flushed;
});
