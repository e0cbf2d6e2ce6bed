/** A dataset that fails is left alone for a while, and nothing else is. */

import { expect, test } from 'vitest';
import { createDatasetBreaker } from '../../src/delivery/dataset-breaker';
import type { RetryReason, SendResult } from '../../src/delivery/transport';
import type { RecordRow } from '../../src/event';
import { rowOf } from '../support/unit-rows';
import { createTimers } from '../support/unit-timers';

const retry = (why: RetryReason): SendResult => ({ kind: 'retry', why, message: '' });
const disabled: SendResult = { kind: 'disabled', why: 'AccessDenied' };
const row = (datasetArn: string): RecordRow => ({
  v: 1,
  kind: 'item',
  id: 'i',
  capturedAt: 0,
  datasetArn,
  body: { properties: '{}' },
});
const [items, users, event] = [row('items'), row('users'), rowOf('a0')];

function open() {
  const timers = createTimers();
  return { ...timers, ...createDatasetBreaker(timers.now) };
}

for (const [title, result, ms] of [
  ['disabled', disabled, 300_000],
  ['disabled, whatever the reason is called,', { kind: 'disabled', why: 'no server is throttled' }, 300_000],
  ['that is busy', retry('server'), 30_000],
  ['that is asked too often', retry('throttled'), 30_000],
] as const) {
  test(`a dataset ${title} is left alone for ${ms / 1000} seconds, and no other`, async () => {
    const { opens, isOpen, openUntil, now, advance } = open();
    expect(opens(items, result)).toBe(true);
    expect([isOpen(items), isOpen(users), isOpen(event)]).toEqual([true, false, false]);
    expect(openUntil()).toBe(now() + ms);
    await advance(ms - 1);
    expect(isOpen(items)).toBe(true);
    await advance(1);
    expect(isOpen(items)).toBe(false);
    expect(openUntil()).toBeUndefined();
  });
}

for (const why of ['network', 'credentials', 'clock'] as const) {
  test(`${why} is not a matter of the dataset`, () => {
    const { opens, isOpen, openUntil } = open();
    expect(opens(items, retry(why))).toBe(false);
    expect([isOpen(items), openUntil()]).toEqual([false, undefined]);
  });
}

test('what fails with an event is left to the whole drain', () => {
  const { opens, openUntil } = open();
  expect([opens(event, disabled), opens(event, retry('server'))]).toEqual([false, false]);
  expect(openUntil()).toBeUndefined();
});

test('of two the first to end is waited for', async () => {
  const { opens, openUntil, now, advance } = open();
  opens(items, disabled);
  opens(users, retry('server'));
  expect(openUntil()).toBe(now() + 30_000);
  await advance(30_000);
  expect(openUntil()).toBe(now() + 270_000);
});
