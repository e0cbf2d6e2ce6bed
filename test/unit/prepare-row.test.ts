/** A row that is too old is dropped with its reason, and a time of a wrong clock is corrected once. */

import { expect, test } from 'vitest';
import { createPrepareRow } from '../../src/chunks/drain/prepare-row';
import { rowOf } from '../support/unit-rows';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function open(offset = 0, now = NOW) {
  const old: string[] = [];
  const prepareRow = createPrepareRow({
    offset: () => offset,
    now: () => now,
    maxAgeDays: 13,
    onTooOld: (_, reason, message) => old.push(`${reason}: ${message}`),
  });
  return { prepareRow, old };
}

test('a row of a right clock is sent unchanged', () => {
  const row = rowOf('a0', undefined, {}, NOW);
  expect(open().prepareRow(row)).toBe(row);
});

test('a time that is an hour behind is corrected once', () => {
  const { prepareRow } = open(HOUR);
  const row = rowOf('a0', undefined, {}, NOW);
  const sent = prepareRow(row);
  expect(sent).toEqual({ ...row, body: { ...row.body, sentAt: (NOW + HOUR) / 1000 } });
  expect(sent && prepareRow(sent)).toEqual(sent);
});

test('a time that the caller gave is not corrected', () => {
  const row = rowOf('a0', undefined, { sentAt: 1_600_000_000 }, NOW);
  expect(open(HOUR).prepareRow(row)).toBe(row);
});

test('a row stores the clock offset of its capture, and keeps it when the clock changes', () => {
  const row = { ...rowOf('a0', undefined, {}, NOW), clockOffset: -HOUR };
  for (const offset of [0, 3 * HOUR])
    expect(open(offset).prepareRow(row)).toMatchObject({ body: { sentAt: (NOW - HOUR) / 1000 } });
  const right = { ...row, clockOffset: 0 };
  expect(open(3 * HOUR).prepareRow(right)).toBe(right);
});

test('a row captured in 1970 by a clock that was known to be wrong is not too old after the correction', () => {
  const { prepareRow, old } = open();
  const row = { ...rowOf('a0', undefined, {}, NOW - 50 * 365 * DAY), clockOffset: 50 * 365 * DAY };
  const sent = prepareRow(row);
  expect(sent).toMatchObject({ body: { sentAt: NOW / 1000 } });
  expect(sent && prepareRow(sent)).toBe(sent);
  expect(old).toEqual([]);
});

test('a row is dropped after thirteen days, and not before', () => {
  const { prepareRow, old } = open();
  expect(prepareRow(rowOf('a0', undefined, {}, NOW - 13 * DAY))).toBeDefined();
  expect(old).toEqual([]);
  expect(prepareRow(rowOf('a1', undefined, {}, NOW - 13 * DAY - 1))).toBeUndefined();
  expect(old).toEqual(['maxAgeDays: an event waited more than 13 days']);
});

test('a clock that jumped twenty years ahead makes no row too old, once that is known', () => {
  const jump = 20 * 365 * DAY;
  const { prepareRow, old } = open(-jump, NOW + jump);
  expect(prepareRow(rowOf('a0', undefined, {}, NOW))).toBeDefined();
  expect(old).toEqual([]);
});

test('an event under the key of a dataset is given up', () => {
  const prepareRow = createPrepareRow({
    offset: () => 0,
    now: () => NOW,
    maxAgeDays: 13,
    onTooOld() {},
    convert: (row) => (row.kind === 'user' ? row : undefined),
  });
  expect(prepareRow(rowOf('a0', undefined, {}, NOW))).toBeUndefined();
});
