/** What AWS's answers tell of the device's clock, and what is remembered of it. */

import { expect, test } from 'vitest';
import { createClock } from '../../src/aws/clock';
import { createTexts } from '../support/unit-storage';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

function open() {
  const storage = createTexts();
  let device = NOW;
  const clock = createClock(storage, () => device);
  const setDevice = (to: number) => {
    device = to;
  };
  return { storage, clock, setDevice };
}

test('less than a minute is no error, and is not remembered', () => {
  const { storage, clock } = open();
  clock.learn(NOW + 59_000);
  expect(clock.offset()).toBe(0);
  expect(storage.texts.size).toBe(0);
});

test('an hour is, and the next page knows it', () => {
  const { storage, clock } = open();
  clock.learn(NOW + HOUR);
  expect(clock.offset()).toBe(HOUR);
  expect(createClock(storage, () => NOW).offset()).toBe(HOUR);
});

test('a second more or less changes nothing, so that copies are corrected alike', () => {
  const { clock } = open();
  clock.learn(NOW + HOUR);
  clock.learn(NOW + HOUR + 1000);
  expect(clock.offset()).toBe(HOUR);
});

test('set right, or jumped: the next answer says so', () => {
  const { clock, setDevice } = open();
  clock.learn(NOW + HOUR);
  setDevice(NOW + HOUR);
  clock.learn(NOW + HOUR);
  expect(clock.offset()).toBe(0);
  setDevice(NOW - 2 * HOUR);
  clock.learn(NOW);
  expect(clock.offset()).toBe(2 * HOUR);
});

for (const [name, message] of [
  [
    'a signature of the past',
    'InvalidSignatureException: Signature expired: 20261122T120000Z is now earlier than 20261122T125500Z (20261122T130000Z - 5 min.)',
  ],
  [
    'a signature of the future',
    'InvalidSignatureException: Signature not yet current: 20261122T150000Z is still later than 20261122T130500Z (20261122T130000Z + 5 min.)',
  ],
] as const) {
  test(`learned from the text of ${name}`, () => {
    const { clock } = open();
    clock.learnFromText(message);
    expect(clock.offset()).toBe(HOUR);
  });
}

test('a text without a time teaches nothing', () => {
  const { clock } = open();
  clock.learnFromText('InvalidSignatureException: The request signature we calculated does not match');
  expect(clock.offset()).toBe(0);
});

test('half a minute more than what is known is learned, and less is not', () => {
  const { clock } = open();
  clock.learn(NOW + HOUR);
  clock.learn(NOW + HOUR + 29_999);
  expect(clock.offset()).toBe(HOUR);
  clock.learn(NOW + HOUR + 30_000);
  expect(clock.offset()).toBe(HOUR + 30_000);
});

test('a minute is an error, and less than a minute ends one', () => {
  const { storage, clock } = open();
  clock.learn(NOW - 60_000);
  expect(clock.offset()).toBe(-60_000);
  clock.learn(NOW - 29_999);
  expect(clock.offset()).toBe(0);
  expect([...storage.texts.keys()]).toEqual([]);
});
