/**
 * All tabs share one session, which ends when it is idle, too old, or the user signs out, and not when a user signs in.
 */

import { expect, test } from 'vitest';
import { openSession } from '../support/unit-session';
import { createTexts } from '../support/unit-storage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_700_000_000_000;

const visit = (storage = createTexts()) =>
  openSession(storage, { idleMinutes: 30, maxHours: 24, cookieDomain: undefined, id: undefined });

test('a session lasts while there is an event within 30 minutes', () => {
  const { current, begun } = visit();
  const ids = [0, 29, 58, 87].map((minutes) => current(START + minutes * MINUTE));
  expect(ids).toEqual(Array(4).fill('session-1'));
  expect(begun).toEqual(['session-1']);
});

test('a session ends after 30 minutes without an event', () => {
  const { current, begun } = visit();
  current(START);
  expect(current(START + 30 * MINUTE - 1)).toBe('session-1');
  expect(current(START + 60 * MINUTE - 1)).toBe('session-2');
  expect(begun).toEqual(['session-1', 'session-2']);
});

test('a session ends after 24 hours also with constant activity', () => {
  const { current } = visit();
  for (let at = 0; at < 24 * HOUR; at += 20 * MINUTE) expect(current(START + at)).toBe('session-1');
  expect(current(START + 24 * HOUR)).toBe('session-2');
  expect(current(START + 24 * HOUR + MINUTE)).toBe('session-2');
});

test('a session is renewed on demand', () => {
  const { current, renew } = visit();
  current(START);
  expect(renew(START + 1)).toBe('session-2');
  expect(current(START + 2)).toBe('session-2');
});

test('a clock that is set back a little keeps the session, and one that is set back far starts one new session', () => {
  const { current, begun } = visit();
  current(START);
  expect(current(START - MINUTE)).toBe('session-1');
  const back = START - 10 * 365 * 24 * HOUR;
  expect([current(back), current(back + MINUTE)]).toEqual(['session-2', 'session-2']);
  expect(begun).toEqual(['session-1', 'session-2']);
});

test('two tabs have the same session, and activity in one extends it in the other', () => {
  const one = visit();
  const two = visit(one.storage);
  expect([one.current(START), two.current(START + 20 * MINUTE)]).toEqual(['session-1', 'session-1']);
  expect(one.current(START + 45 * MINUTE)).toBe('session-1');
  two.renew(START + 46 * MINUTE);
  expect(one.current(START + 47 * MINUTE)).toBe('session-2');
  expect([one.begun, two.begun]).toEqual([['session-1'], ['session-2']]);
});

test('a session survives a reload', () => {
  const before = visit();
  before.current(START);
  expect(visit(before.storage).current(START + MINUTE)).toBe('session-1');
});

test('a hundred events within a second cause one write', () => {
  const { current, storage } = visit();
  current(START);
  const writes: string[] = [];
  storage.set = (key) => void writes.push(key);
  for (let ms = 0; ms < 1000; ms += 10) current(START + ms);
  expect(writes).toEqual([]);
});

for (const text of [
  '7',
  '"x"',
  '[]',
  '{}',
  '{"id":"null","startedAt":1700000000000,"lastAt":1700000000000}',
  '{"id":"","startedAt":1700000000000,"lastAt":1700000000000}',
  '{"id":"x","startedAt":null,"lastAt":1700000000000}',
  '{"id":"x","startedAt":1700000000000,"lastAt":"soon"}',
]) {
  test(`the stored session ${text} is invalid and is replaced by a new one`, () => {
    const { current, begun } = visit(createTexts({ 'personalize.session': text }));
    expect([current(START), current(START + 1)]).toEqual(['session-1', 'session-1']);
    expect(begun).toEqual(['session-1']);
  });
}

test('a truncated stored session is ignored', () => {
  const { current, begun } = visit(createTexts({ 'personalize.session': '{"id":"x","startedAt":17' }));
  expect([current(START), current(START + 1)]).toEqual(['session-1', 'session-1']);
  expect(begun).toEqual(['session-1']);
});
