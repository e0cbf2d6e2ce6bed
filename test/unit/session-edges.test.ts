/** The exact times at which a session ends or is written, and reads that do not extend it. */

import { expect, test } from 'vitest';
import { openSession } from '../support/unit-session';
import { createTexts } from '../support/unit-storage';

const KEY = 'personalize.session';
const START = 1_700_000_000_000;

const open = (given?: object) =>
  openSession(createTexts(given ? { [KEY]: JSON.stringify(given) } : {}), {
    idleMinutes: 1,
    maxHours: 1,
    cookieDomain: undefined,
    id: undefined,
  });

test('a new session is stored with its start', () => {
  const { current, storage } = open();
  current(START);
  expect(storage.get(KEY)).toEqual({ id: 'session-1', startedAt: START, lastAt: START });
});

test('activity is written when more than a second has passed since the last one', () => {
  const { current, storage } = open();
  current(START);
  current(START + 1000);
  expect(storage.get(KEY)).toMatchObject({ lastAt: START });
  current(START + 1001);
  expect(storage.get(KEY)).toEqual({ id: 'session-1', startedAt: START, lastAt: START + 1001 });
});

test('a passive read does not extend a session, but starts one where there is none', () => {
  const { current, storage } = open();
  expect(current(START, true)).toBe('session-1');
  expect(current(START + 50_000, true)).toBe('session-1');
  expect(storage.get(KEY)).toMatchObject({ lastAt: START });
});

for (const [title, at, id] of [
  ['a millisecond before it is idle', START + 59_999, 'kept'],
  ['when it is idle', START + 60_000, 'session-1'],
  ['a millisecond before it would be idle on a clock that was set back', START - 59_999, 'kept'],
  ['when it would be idle on a clock that was set back', START - 60_000, 'session-1'],
] as const) {
  test(`${title} the session is ${id === 'kept' ? 'the same' : 'a new one'}`, () => {
    expect(open({ id: 'kept', startedAt: START, lastAt: START }).current(at)).toBe(id);
  });
}

for (const [ms, id] of [
  [3_599_999, 'kept'],
  [3_600_000, 'session-1'],
] as const) {
  test(`after ${ms} ms the session is ${id === 'kept' ? 'the same' : 'a new one'}`, () => {
    expect(open({ id: 'kept', startedAt: START - ms, lastAt: START }).current(START)).toBe(id);
  });
}

for (const stored of [
  { id: 'x', startedAt: 0, lastAt: START },
  { id: 'x', startedAt: START, lastAt: 0 },
  { id: '', startedAt: START, lastAt: START },
]) {
  test(`${JSON.stringify(stored)} is replaced`, () => {
    const { current, begun } = open(stored);
    expect(current(START)).toBe('session-1');
    expect(begun).toEqual(['session-1']);
  });
}
