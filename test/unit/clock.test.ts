/** What the answers of AWS show about the clock of the device, and what is stored of it. */

import { expect, test } from 'vitest';
import { createClock } from '../../src/chunks/aws/clock';
import { createTexts } from '../support/unit-storage';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

function open() {
  const storage = createTexts();
  let device = NOW;
  let elapsed = 0;
  const page = () =>
    createClock(
      storage,
      () => device,
      () => elapsed,
    );
  const clock = page();
  const setDevice = (to: number) => {
    device = to;
  };
  const pass = (ms: number) => {
    device += ms;
    elapsed += ms;
  };
  return { storage, clock, page, setDevice, pass };
}

test('an offset that is too small to measure is ignored and not stored', () => {
  const { storage, clock } = open();
  clock.learn(NOW + 999);
  clock.learn(NOW + 5000, 5500);
  expect(clock.offset()).toBe(0);
  expect(storage.texts.size).toBe(0);
});

test('an offset below a minute corrects times, and delays no request of the next page', () => {
  const { clock, page } = open();
  clock.learn(NOW - 40_000);
  expect(clock.offset()).toBe(-40_000);
  expect(page().isSure()).toBe(true);
});

test('an offset of an hour is stored, and the next page knows it', () => {
  const { storage, clock } = open();
  clock.learn(NOW + HOUR);
  expect(clock.offset()).toBe(HOUR);
  expect(createClock(storage, () => NOW).offset()).toBe(HOUR);
});

test('a difference of a second changes nothing, so that copies have the same time', () => {
  const { clock } = open();
  clock.learn(NOW + HOUR);
  clock.learn(NOW + HOUR + 1000);
  expect(clock.offset()).toBe(HOUR);
});

test('when the clock is set or jumps, the next answer corrects the offset', () => {
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
  test(`the offset is read from the text of ${name}`, () => {
    const { clock } = open();
    clock.learnFromText(message);
    expect(clock.offset()).toBe(HOUR);
  });
}

test('a text without a time changes nothing', () => {
  const { clock } = open();
  clock.learnFromText('InvalidSignatureException: The request signature we calculated does not match');
  expect(clock.offset()).toBe(0);
});

test('an offset of a minute must be confirmed on the next page, and a right clock removes it', () => {
  const { storage, clock, page } = open();
  clock.learn(NOW - 60_000);
  expect(clock.offset()).toBe(-60_000);
  expect(page().isSure()).toBe(false);
  clock.learn(NOW - 1000);
  expect(clock.offset()).toBe(0);
  expect([...storage.texts.keys()]).toEqual([]);
});

test('the offset is known from the first answer until the clock is set', () => {
  const { clock, page, pass, setDevice } = open();
  expect(clock.known()).toBeUndefined();
  clock.learn(NOW + HOUR);
  pass(10_000);
  expect(clock.known()).toBe(HOUR);
  expect(page().known()).toBeUndefined();
  setDevice(NOW + HOUR);
  expect(clock.known()).toBeUndefined();
  clock.learn(NOW + HOUR);
  expect(clock.known()).toBe(0);
});

test('a clock that was never wrong needs no confirmation', () => {
  const { clock, pass } = open();
  pass(HOUR);
  expect(clock.isSure()).toBe(true);
});

test('the offset of the last page corrects nothing before an answer has confirmed it on this page', () => {
  const { clock, page, setDevice } = open();
  clock.learn(NOW + 2 * HOUR);
  expect(clock.isSure()).toBe(true);
  const next = page();
  expect(next.isSure()).toBe(false);
  // The clock has been set right between the two pages.
  setDevice(NOW + 2 * HOUR);
  next.learn(NOW + 2 * HOUR);
  expect([next.isSure(), next.offset()]).toEqual([true, 0]);
});

test('where no answer has a time, the offset of the last page is used', () => {
  const { clock, page } = open();
  clock.learn(NOW + 2 * HOUR);
  const next = page();
  next.trust();
  expect([next.isSure(), next.offset()]).toEqual([true, 2 * HOUR]);
});

for (const minutes of [-120, -3, 3, 120]) {
  test(`a clock that is set by ${minutes} minutes is noticed on the same page`, () => {
    const { clock, setDevice, pass } = open();
    clock.learn(NOW - minutes * 60_000);
    pass(10_000);
    expect(clock.isSure()).toBe(true);
    setDevice(NOW + 10_000 - minutes * 60_000);
    expect(clock.isSure()).toBe(false);
    clock.learn(NOW + 10_000 - minutes * 60_000);
    expect(clock.isSure()).toBe(true);
    expect(clock.offset()).toBe(0);
  });
}

test('a measurement is as exact as its stated precision', () => {
  const { clock } = open();
  clock.learn(NOW + HOUR);
  clock.learn(NOW + HOUR + 5000, 6000);
  expect(clock.offset()).toBe(HOUR);
  clock.learn(NOW + HOUR + 5000, 4000);
  expect(clock.offset()).toBe(HOUR + 5000);
});
