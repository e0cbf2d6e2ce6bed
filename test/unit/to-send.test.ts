/** Too old is given up with its reason; a time by a clock that is known to be wrong is put right, once. */

import { expect, test } from 'vitest';
import { createToSend } from '../../src/delivery/to-send';
import { rowOf } from '../support/unit-rows';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function open(offset = 0, now = NOW) {
  const old: string[] = [];
  const toSend = createToSend({
    offset: () => offset,
    now: () => now,
    maxAgeDays: 13,
    onTooOld: (_, reason, message) => old.push(`${reason}: ${message}`),
  });
  return { toSend, old };
}

test('a row of a right clock goes out as it is', () => {
  const row = rowOf('a0', undefined, {}, NOW);
  expect(open().toSend(row)).toBe(row);
});

test('an hour behind: the time is put right, and a second look changes nothing', () => {
  const { toSend } = open(HOUR);
  const row = rowOf('a0', undefined, {}, NOW);
  const sent = toSend(row);
  expect(sent).toEqual({ ...row, body: { ...row.body, sentAt: (NOW + HOUR) / 1000 } });
  expect(sent && toSend(sent)).toEqual(sent);
});

test("a time that the caller gave is the caller's", () => {
  const row = rowOf('a0', undefined, { sentAt: 1_600_000_000 }, NOW);
  expect(open(HOUR).toSend(row)).toBe(row);
});

test('after thirteen days it is given up, and not a day before', () => {
  const { toSend, old } = open();
  expect(toSend(rowOf('a0', undefined, {}, NOW - 13 * DAY))).toBeDefined();
  expect(old).toEqual([]);
  expect(toSend(rowOf('a1', undefined, {}, NOW - 13 * DAY - 1))).toBeUndefined();
  expect(old).toEqual(['maxAgeDays: an event waited more than 13 days']);
});

test('a clock that jumped twenty years ahead makes nothing old, once that is known', () => {
  const jump = 20 * 365 * DAY;
  const { toSend, old } = open(-jump, NOW + jump);
  expect(toSend(rowOf('a0', undefined, {}, NOW))).toBeDefined();
  expect(old).toEqual([]);
});
