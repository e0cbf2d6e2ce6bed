/** Which values are rows or claims of this version, and which are not. */

import { expect, test } from 'vitest';
import { isClaim, isNewer, isRow } from '../../src/chunks/drain/shapes';
import { rowOf } from '../support/unit-rows';

const event = rowOf('a0');
const item = { v: 1, kind: 'item', id: 'i', datasetArn: 'arn', body: { itemId: 'sku-1' } };
const user = { ...item, kind: 'user', body: { userId: 'anna' } };
const claim = { v: 2, until: 0, rows: [] };

test('events, items and users are rows', () => {
  expect([event, item, user].map(isRow)).toEqual([true, true, true]);
  expect(isRow({ ...event, body: { ...event.body, sentAt: 0 } })).toBe(true);
});

for (const [title, value] of [
  ['undefined', undefined],
  ['null', null],
  ['a text', 'text'],
  ['another version', { ...event, v: 2 }],
  ['an event without a body', { ...event, body: undefined }],
  ['an event without a visitor', { ...event, visitor: undefined }],
  ['an event without an id', { ...event, body: { ...event.body, eventId: undefined } }],
  ['an event without a type', { ...event, body: { ...event.body, eventType: 7 } }],
  ['an event without a session', { ...event, visitor: {} }],
  ['an event with a negative time', { ...event, body: { ...event.body, sentAt: -1 } }],
  ['an event without a time', { ...event, body: { ...event.body, sentAt: undefined } }],
  ['an entity without an id', { ...item, id: undefined }],
  ['an entity without a dataset', { ...item, datasetArn: undefined }],
  ['an entity with an empty body', { ...item, body: {} }],
  ['an entity without a body', { ...item, body: undefined }],
  ['an entity of another kind', { ...item, kind: 'action' }],
  ['an entity without a kind', { ...item, kind: undefined }],
  ['an event with the fields of an entity', { ...item, kind: 'event' }],
] as const) {
  test(`${title} is not a row`, () => expect(isRow(value)).toBe(false));
}

test('a claim has an end and rows', () => {
  expect(isClaim(claim)).toBe(true);
  for (const part of [
    { v: 1 },
    { v: 3 },
    { until: undefined },
    { until: -1 },
    { until: 'soon' },
    { rows: 'all' },
  ])
    expect(isClaim({ ...claim, ...part })).toBe(false);
  expect([isClaim(undefined), isClaim(null), isClaim('text')]).toEqual([false, false, false]);
});

test('a value is newer if it has a higher version', () => {
  expect(
    [{ v: 2 }, { v: 1 }, { v: 0 }, {}, null, undefined, 'text'].map((value) => isNewer(value, 1)),
  ).toEqual([true, ...Array(6).fill(false)]);
});
