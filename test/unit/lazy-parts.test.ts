/** Parts are loaded when they are needed: once, again after a failure, and not after stop(). */

import { expect, test, vi } from 'vitest';
import { atOnce } from '../../src/browser/idle';
import { createParts } from '../../src/loader/lazy-parts';
import { createTimers, settled } from '../support/unit-timers';

vi.mock('../../src/browser/idle', () => {
  const atOnce = (fn: () => void) => fn();
  return { atOnce, whenIdle: atOnce };
});

function open(failures = 0) {
  const timers = createTimers();
  const attempts: number[] = [];
  const failed: [message: string, waitMs: number, count: number][] = [];
  const ended: string[] = [];
  const parts = createParts(
    async (_, attempt) => {
      attempts.push(attempt);
      if (attempt < failures) throw new TypeError(`failed ${attempt}`);
      return { chunk: attempt } as never;
    },
    (...failure) => failed.push(failure),
    timers.later,
  );
  const part = parts.part('aws', (chunk) => ({ chunk, stop: () => ended.push('stopped') }), atOnce);
  return { ...timers, parts, stop: parts.stop, part, attempts, failed, ended };
}

test('a part is loaded once for concurrent callers', async () => {
  const { part, attempts } = open();
  const [one, two] = await Promise.all([part.load(), part.load()]);
  expect(two).toBe(one);
  const used: unknown[] = [];
  part.use((given) => used.push(given));
  await settled();
  expect([attempts, used]).toEqual([[0], [one]]);
});

test('a failed load is retried after a delay that doubles, and all callers get the part', async () => {
  const { part, attempts, failed, advance } = open(3);
  const used: unknown[] = [];
  part.use((given) => used.push(given));
  await settled();
  part.use((given) => used.push(given));
  await advance(7000);
  expect(attempts).toEqual([0, 1, 2, 3]);
  expect(failed).toEqual([
    ['failed 0', 1000, 1],
    ['failed 1', 2000, 2],
    ['failed 2', 4000, 3],
  ]);
  expect(used).toHaveLength(2);
});

test('each caller chooses when the part is loaded, by a function with one argument', async () => {
  const { parts, attempts } = open();
  const asked: unknown[][] = [];
  const part = parts.part(
    'aws',
    (chunk) => chunk,
    (...args) => void asked.push(args),
  );
  part.use(() => {});
  expect([asked, attempts]).toEqual([[[expect.any(Function)]], []]);
});

test('load() rejects when the part cannot be loaded, and can be called again at once', async () => {
  const { part, attempts } = open(1);
  await expect(part.load()).rejects.toThrow('failed 0');
  await expect(part.load()).resolves.toBeDefined();
  expect(attempts).toEqual([0, 1]);
});

test('after stop nothing is loaded or started, and a started part is stopped', async () => {
  const early = open();
  early.part.use(() => expect.unreachable());
  early.stop();
  await settled();
  expect([early.attempts, early.waits()]).toEqual([[], []]);
  const waiting = open(9);
  waiting.part.use(() => expect.unreachable());
  await settled();
  waiting.stop();
  expect(waiting.waits()).toEqual([]);
  const begun = open();
  await begun.part.load();
  begun.stop();
  expect(begun.ended).toEqual(['stopped']);
});

test('an error of one caller does not affect the others', async () => {
  const { part } = open();
  const used: unknown[] = [];
  part.use(() => {
    throw new Error('of the page');
  });
  part.use((given) => used.push(given));
  await settled();
  expect(used).toHaveLength(1);
});
