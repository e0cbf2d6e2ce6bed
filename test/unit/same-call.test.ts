/** Which rows can share a call: events of one visitor, or entities of one kind and dataset, never both. */

import { expect, test } from 'vitest';
import { type DatasetRow, type Row, sameCall } from '../../src/core/event';
import { anna, rowOf } from '../support/unit-rows';

const record = (kind: DatasetRow['kind'], datasetArn: string, id = 'one'): DatasetRow => ({
  v: 1,
  kind,
  id,
  capturedAt: 0,
  datasetArn,
  body: { properties: '{}' },
});
const event = (id = 'a0', part: object = {}) => rowOf(id, { ...anna, ...part });

const CASES: [title: string, one: Row, other: Row, together: boolean][] = [
  ['two events of a visitor', event('a0'), event('a1'), true],
  ['events of two trackers', event(), event('a1', { trackingId: 'another' }), false],
  ['events of two sessions', event(), event('a1', { sessionId: 'another' }), false],
  ['events before and after signing in', event(), event('a1', { userId: 'anna' }), false],
  ['two items of a dataset', record('item', 'arn', 'one'), record('item', 'arn', 'two'), true],
  ['two users of a dataset', record('user', 'arn', 'one'), record('user', 'arn', 'two'), true],
  ['items of two datasets', record('item', 'arn'), record('item', 'another'), false],
  ['a user and an item', record('user', 'arn'), record('item', 'arn'), false],
  ['an event and an item', event(), record('item', 'arn'), false],
];

for (const [title, one, other, together] of CASES) {
  test(`${title}: ${together ? 'one call' : 'two calls'}`, () => {
    expect(sameCall(one, other)).toBe(together);
    expect(sameCall(other, one)).toBe(together);
  });
}

test('an event and an entity never share a call, also with the fields of each other', () => {
  const mixed = { ...record('item', 'arn'), visitor: anna } as Row;
  const other = { ...event(), datasetArn: 'arn' } as Row;
  expect([sameCall(mixed, other), sameCall(other, mixed)]).toEqual([false, false]);
});
