/** How long a store that has been silent is left alone, and what ends that. */

import type { UseStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { createTimedStore } from '../../src/outbox/timed-store';
import { createTimers, settled } from '../support/unit-timers';

/** The answers in the order of the questions: a value, an error, or nothing at all. */
function open(...answers: ('silence' | Error | string)[]) {
  const timers = createTimers();
  const asked: unknown[][] = [];
  const use = createTimedStore(
    () =>
      ((...question: unknown[]) => {
        asked.push(question);
        const answer = answers.shift() ?? 'silence';
        if (answer === 'silence') return new Promise(() => {});
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      }) as UseStore,
    timers.later,
  );
  const fn = async () => 'unused';
  const ask = () => use('readwrite', fn).catch((error) => String(error));
  return { ...timers, asked, ask, fn };
}

const SILENT = 'Error: IndexedDB does not answer';

test('the question is handed on as it is', async () => {
  const { ask, asked, fn } = open('rows');
  await ask();
  expect(asked).toEqual([['readwrite', fn]]);
});

test('for five seconds nothing is asked, and then again', async () => {
  const { ask, asked, advance } = open('silence', 'rows');
  const first = ask();
  await advance(1999);
  expect(asked.length).toBe(1);
  await advance(1);
  expect(await first).toBe(SILENT);
  await advance(4999);
  expect(await ask()).toBe(SILENT);
  await advance(1);
  expect(await ask()).toBe('rows');
  expect(asked.length).toBe(2);
});

test('an error is an answer: it is handed on, nothing is waited for, and the next question is asked', async () => {
  const { ask, waits } = open(new Error('aborted'), 'rows');
  expect(await ask()).toBe('Error: aborted');
  await settled();
  expect(waits()).toEqual([]);
  expect(await ask()).toBe('rows');
});
