/** How long a store that does not answer is not used, and what ends that. */

import type { UseStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { createTimedStore } from '../../src/outbox/timed-store';
import { createTimers, settled } from '../support/unit-timers';

/** The answers in the order of the calls: a value, an error, or no answer. */
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

test('a call is passed on unchanged', async () => {
  const { ask, asked, fn } = open('rows');
  await ask();
  expect(asked).toEqual([['readwrite', fn]]);
});

test('a store that does not answer is not used for five seconds, and then again', async () => {
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

test('an error is an answer: it is passed on, starts no timer, and the next call is made', async () => {
  const { ask, waits } = open(new Error('aborted'), 'rows');
  expect(await ask()).toBe('Error: aborted');
  await settled();
  expect(waits()).toEqual([]);
  expect(await ask()).toBe('rows');
});
