/** The bridge: which rows are remembered, which are not, and what is left when some are crossed. */

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

test('a user or an item is no session', () => {
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

test('two destinations have a session each, and each bridges its own', () => {
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

test('a session that is known already is not written again', () => {
  const { passed, storage } = open();
  passed(of('one'));
  passed(of('two', 'anna'));
  storage.set = () => expect.unreachable();
  passed(of('one'));
  passed(of('two', 'anna'));
  passed(of('two'));
});

test('an anonymous event that is sent after one with a user has its bridge already', () => {
  const { passed, sessions } = open();
  passed(of('one', 'anna'));
  passed(of('one'));
  expect(sessions()).toEqual([]);
});

test('of two that are remembered the one that is joined is forgotten', () => {
  const { passed, sessions } = open();
  for (const id of ['one', 'two', 'three']) passed(of(id));
  passed(of('one', 'anna'));
  expect(sessions()).toEqual(['two', 'three']);
});

test('only what was crossed is forgotten', () => {
  const { passed, cross, crossed, sessions } = open();
  passed(of('one'));
  const rows = cross('anna', NOW);
  passed(of('two'));
  crossed(rows);
  expect(sessions()).toEqual(['two']);
});

test('a bridge carries nothing of the session it repeats but its event', () => {
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
  test(`remembered with ${JSON.stringify(part)} it is no session`, () => {
    const good = { sessionId: 'good', eventType: 'View', sentAt: NOW / 1000, capturedAt: NOW };
    const stored = JSON.stringify([
      { ...good, ...part, ...('sessionId' in part ? {} : { sessionId: 'bad' }) },
      good,
    ]);
    expect(open(createTexts({ 'personalize.anonymous': stored })).sessions()).toEqual(['good']);
  });
}

test('a session that is remembered without a time is not bridged', () => {
  const stored = JSON.stringify([{ sessionId: 'one', eventType: 'View', sentAt: 'soon' }]);
  const { passed, sessions } = open(createTexts({ 'personalize.anonymous': stored }));
  passed(of('one'));
  expect(sessions()).toEqual([]);
});
