/** Anonymous events are joined to the user who signs in, by one repeated event that carries both ids. */

import { expect, test } from 'vitest';
import { createBridge, toCaptured } from '../../src/chunks/drain/bridge';
import { assemble } from '../../src/core/event';
import { names, rowOf } from '../support/unit-rows';
import { createIds, createTexts } from '../support/unit-storage';

const DAY = 24 * 3600_000;
const NOW = 1_700_000_000_000;

const anonymous = (sessionId: string, at = NOW, itemId?: string) =>
  rowOf(`event-of-${sessionId}`, { trackingId: 'tracker', sessionId }, itemId ? { itemId } : {}, at);
const known = (sessionId: string) => rowOf('known', { trackingId: 'tracker', sessionId, userId: 'anna' });

function open(storage = createTexts()) {
  return { storage, ...createBridge(storage, 'tracker', createIds('bridge-')) };
}

test('the first event of each anonymous session is repeated with both ids and a new event id', () => {
  const { passed, cross } = open();
  passed(anonymous('one', NOW - DAY, 'sku-1'));
  passed(anonymous('one', NOW, 'sku-2'));
  passed(anonymous('two', NOW));
  expect(cross('anna', NOW + 5)).toEqual([
    {
      v: 1,
      kind: 'event',
      capturedAt: NOW + 5,
      visitor: { trackingId: 'tracker', sessionId: 'one', userId: 'anna' },
      body: { eventId: 'bridge-1', eventType: 'View', itemId: 'sku-1', sentAt: (NOW - DAY) / 1000 },
    },
    {
      v: 1,
      kind: 'event',
      capturedAt: NOW + 5,
      visitor: { trackingId: 'tracker', sessionId: 'two', userId: 'anna' },
      body: { eventId: 'bridge-2', eventType: 'View', sentAt: NOW / 1000 },
    },
  ]);
});

test('the bridge has the same properties, otherwise Personalize would keep both events', () => {
  const { passed, cross } = open();
  const row = anonymous('one', NOW, 'sku-1');
  passed({ ...row, body: { ...row.body, properties: '{"placement":"front"}' } } as typeof row);
  expect(cross('anna', NOW).map(({ body }) => body.properties)).toEqual(['{"placement":"front"}']);
});

test('a session is bridged once, and again if the bridge was not stored', () => {
  const { passed, cross, crossed, storage } = open();
  passed(anonymous('one'));
  const rows = cross('anna', NOW);
  expect(cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(['one']);
  crossed(rows);
  expect(cross('anna', NOW)).toEqual([]);
  expect([...storage.texts.keys()]).toEqual([]);
});

test('a session in which an event carried both ids needs no bridge', () => {
  const { passed, cross } = open();
  passed(anonymous('before'));
  passed(anonymous('now'));
  passed(known('now'));
  expect(cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(['before']);
});

test('an anonymous event that is sent after one with the user does not make its session anonymous', () => {
  const { passed, cross } = open();
  passed(known('now'));
  passed(anonymous('now'));
  expect(cross('anna', NOW)).toEqual([]);
});

test('a session from before the last user signed out is not bridged to another user', () => {
  const { passed, cross, storage } = open();
  passed(anonymous('of the user who left', NOW));
  storage.set('personalize.left', NOW + 1);
  // This event is sent late.
  passed(anonymous('of the same, sent late', NOW - 1));
  passed(anonymous('of the next visitor', NOW + 2));
  expect(cross('bert', NOW + 3).map(({ visitor }) => visitor.sessionId)).toEqual(['of the next visitor']);
});

test('a sign-out time in the future was written before the clock was set back, and is ignored', () => {
  const { passed, cross, storage } = open();
  storage.set('personalize.left', NOW + DAY);
  passed(anonymous('one', NOW));
  expect(cross('anna', NOW + 1)).toHaveLength(1);
});

test('a session with a known user from its first event needs no bridge', () => {
  const { passed, cross } = open();
  passed(known('now'));
  expect(cross('anna', NOW)).toEqual([]);
});

test('the latest 20 sessions are stored', () => {
  const { passed, cross } = open();
  for (const sessionId of names('session-', 0, 25)) passed(anonymous(sessionId));
  expect(cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(names('session-', 5, 25));
});

test('a session is stored for 30 days', () => {
  const { passed, cross } = open();
  passed(anonymous('old', NOW - 30 * DAY));
  passed(anonymous('young', NOW - 30 * DAY + 1000));
  expect(cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(['young']);
});

test('sessions are stored across pages and tabs', () => {
  const storage = createTexts();
  open(storage).passed(anonymous('one'));
  open(storage).passed(anonymous('two'));
  expect(
    open(storage)
      .cross('anna', NOW)
      .map(({ visitor }) => visitor.sessionId),
  ).toEqual(['one', 'two']);
});

for (const text of ['', 'null', '{', '{}', '7', '"x"', '[{}]', '[7]']) {
  test(`stored as ${text || 'nothing'} it is not a session, and causes no error`, () => {
    const { passed, cross } = open(createTexts({ 'personalize.anonymous': text }));
    passed(anonymous('one'));
    expect(cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(['one']);
  });
}

test('a bridge that is captured again is unchanged, to the millisecond', () => {
  const { passed, cross } = open();
  const at = 1_700_000_000_005;
  passed(
    rowOf('first', { trackingId: 'tracker', sessionId: 'one' }, { properties: '{"colour":"blue"}' }, at),
  );
  for (const bridge of cross('anna', at + 5))
    expect(
      assemble(
        toCaptured(bridge),
        bridge.visitor,
        () => bridge.body.eventId,
        () => {},
      ),
    ).toEqual(bridge);
  expect.assertions(1);
});
