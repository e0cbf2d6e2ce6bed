/** A corrected time is the same on every retry, unless the service has refused it because of the clock. */

import { beforeEach, expect, test } from 'vitest';
import { createPrepareRow } from '../../src/chunks/drain/prepare-row';
import type { EventRow } from '../../src/core/event';
import type { SendResult } from '../../src/delivery/transport';
import { waitingRows } from '../support/unit-rows';
import { newSite, openTab, storedRows } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';
import { delivered, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();
const HOUR = 3_600_000;
const refusal: SendResult = { kind: 'retry', why: 'clock', message: 'InvalidSignatureException' };
const lost: SendResult = { kind: 'retry', why: 'network', message: 'TypeError' };

function open(answer: (setOffset: (to: number) => void, nth: number) => SendResult) {
  let offset = 2 * HOUR;
  const prepareRow = createPrepareRow({ offset: () => offset, now, maxAgeDays: 13, onTooOld() {} });
  const transport = scripted((_, nth) =>
    answer((to) => {
      offset = to;
    }, nth),
  );
  const tab = openTab('tab', transport, now, undefined, undefined, prepareRow);
  const times = () => transport.copies.map((row) => (row as EventRow).body.sentAt);
  return { tab, transport, times };
}

const [waiting] = waitingRows('a', 1);
const capturedAt = waiting?.row.capturedAt ?? 0;

test('a row refused because of the clock is corrected again, with the offset of the refusal', async () => {
  const { tab, times } = open((setOffset, nth) => {
    setOffset(0);
    return nth ? delivered : refusal;
  });
  await tab.store(waitingRows('a', 1));
  await tab.drain();
  expect(times()).toEqual([(capturedAt + 2 * HOUR) / 1000, capturedAt / 1000]);
  expect(await storedRows(tab.outbox.use)).toEqual([]);
});

test('a row without an answer may have arrived, and keeps its time', async () => {
  const { tab, times } = open((setOffset, nth) => {
    setOffset(0);
    return nth ? delivered : lost;
  });
  await tab.store(waitingRows('a', 1));
  await tab.drain();
  await tab.drain();
  expect(times()).toEqual([(capturedAt + 2 * HOUR) / 1000, (capturedAt + 2 * HOUR) / 1000]);
});

test('a row without an answer keeps its time also when it is then refused because of the clock', async () => {
  const { tab, times } = open((setOffset, nth) => {
    setOffset(0);
    return [lost, refusal][nth] ?? delivered;
  });
  await tab.store(waitingRows('a', 1));
  await tab.drain();
  await tab.drain();
  expect(new Set(times())).toEqual(new Set([(capturedAt + 2 * HOUR) / 1000]));
  expect(times()).toHaveLength(3);
});

test('a row that is forgotten meanwhile is not stored again', async () => {
  const { tab, transport } = open(() => {
    tab.outbox.clear(Number.POSITIVE_INFINITY);
    return refusal;
  });
  await tab.store(waitingRows('a', 1));
  await tab.drain();
  expect(transport.requests).toHaveLength(1);
  expect(await storedRows(tab.outbox.use)).toEqual([]);
});
