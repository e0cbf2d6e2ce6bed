/** The bridge: which sessions are stored, which are not, and which remain after some are bridged. */

import { expect, test } from 'vitest';
import { createBridge } from '../../src/chunks/drain/bridge';
import type { DatasetRow } from '../../src/core/event';
import { rowOf } from '../support/unit-rows';
import { createIds, createTexts } from '../support/unit-storage';

const NOW = 1_700_000_000_000;
const of = (sessionId: string, userId?: string) =>
  rowOf(`event of ${sessionId}`, { trackingId: 'tracker', sessionId, userId }, {}, NOW);

function open(storage = createTexts()) {
  const bridge = createBridge(storage, 'tracker', createIds());
  const sessions = () => bridge.cross('anna', NOW).map(({ visitor }) => visitor.sessionId);
  return { ...bridge, sessions, storage };
}

test('the row of a user or an item does not store a session', () => {
  const { passed, storage } = open();
  passed({
    v: 1,
    kind: 'item',
    id: 'i',
    capturedAt: 0,
    datasetArn: 'arn',
    body: { properties: '{}' },
  } as DatasetRow);
  expect([...storage.texts.keys()]).toEqual([]);
});

test('two destinations store a session each, and each bridges its own', () => {
  const storage = createTexts();
  const [one, other] = ['one', 'other'].map((destination) =>
    createBridge(storage, 'tracker', createIds(), destination),
  );
  one?.passed(of('session'));
  other?.passed(of('session'));
  other?.passed(of('session', 'anna'));
  expect(other?.cross('anna', NOW)).toEqual([]);
  expect(one?.cross('anna', NOW).map(({ visitor }) => visitor.sessionId)).toEqual(['session']);
});

test('a session that is already stored is not written again', () => {
  const { passed, storage } = open();
  passed(of('one'));
  passed(of('two', 'anna'));
  storage.set = () => expect.unreachable();
  passed(of('one'));
  passed(of('two', 'anna'));
  passed(of('two'));
});

test('an anonymous event that is sent after an event with a user needs no bridge', () => {
  const { passed, sessions } = open();
  passed(of('one', 'anna'));
  passed(of('one'));
  expect(sessions()).toEqual([]);
});

test('of several stored sessions only the bridged one is removed', () => {
  const { passed, sessions } = open();
  for (const id of ['one', 'two', 'three']) passed(of(id));
  passed(of('one', 'anna'));
  expect(sessions()).toEqual(['two', 'three']);
});

test('only bridged sessions are removed', () => {
  const { passed, cross, crossed, sessions } = open();
  passed(of('one'));
  const rows = cross('anna', NOW);
  passed(of('two'));
  crossed(rows);
  expect(sessions()).toEqual(['two']);
});

test('a bridge repeats only the event of its session', () => {
  const { passed, cross } = open();
  passed(of('one'));
  expect(Object.keys(cross('anna', NOW)[0]?.body ?? {})).toEqual(['eventId', 'eventType', 'sentAt']);
});

for (const part of [
  { sessionId: '' },
  { sessionId: 'null' },
  { eventType: '' },
  { eventType: undefined },
  { sentAt: 0 },
  { sentAt: -1 },
  { sentAt: 'soon' },
]) {
  test(`a stored session with ${JSON.stringify(part)} is ignored`, () => {
    const good = { sessionId: 'good', eventType: 'View', sentAt: NOW / 1000, capturedAt: NOW };
    const stored = JSON.stringify([
      { ...good, ...part, ...('sessionId' in part ? {} : { sessionId: 'bad' }) },
      good,
    ]);
    expect(open(createTexts({ 'personalize.anonymous': stored })).sessions()).toEqual(['good']);
  });
}

test('a session that is stored without a time is not bridged', () => {
  const stored = JSON.stringify([{ sessionId: 'one', eventType: 'View', sentAt: 'soon' }]);
  const { passed, sessions } = open(createTexts({ 'personalize.anonymous': stored }));
  passed(of('one'));
  expect(sessions()).toEqual([]);
});
