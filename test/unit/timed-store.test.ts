/** A store that does not answer fails after a timeout and is used again later, or at once after a late answer. */

import type { UseStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { createTimedStore } from '../../src/outbox/timed-store';
import { createTimers, settled } from '../support/unit-timers';
import { gate } from '../support/unit-transport';

function open() {
  const timers = createTimers();
  const asked: { connection: number; open: (value: unknown) => void }[] = [];
  let connections = 0;
  const use = createTimedStore(() => {
    const connection = connections++;
    return (() => {
      const { promise, open } = gate<unknown>();
      asked.push({ connection, open });
      return promise;
    }) as UseStore;
  }, timers.later);
  const ask = () => use('readonly', () => Promise.resolve('unused')).catch((error) => String(error));
  return { ...timers, asked, ask };
}

const SILENT = 'Error: IndexedDB does not answer';

test('an answer in time is returned, and leaves no timer', async () => {
  const { ask, asked, waits } = open();
  const answer = ask();
  asked[0]?.open('rows');
  expect(await answer).toBe('rows');
  await settled();
  expect(waits()).toEqual([]);
});

test('a call fails after two seconds, and after a pause the next one uses a new connection', async () => {
  const { ask, asked, advance } = open();
  const first = ask();
  await advance(2000);
  expect(await first).toBe(SILENT);
  expect(await ask()).toBe(SILENT);
  expect(asked.length).toBe(1);
  await advance(5000);
  const second = ask();
  expect(asked.map(({ connection }) => connection)).toEqual([0, 1]);
  asked[1]?.open('rows');
  expect(await second).toBe('rows');
});

test('after a late answer the store is used again at once', async () => {
  const { ask, asked, advance } = open();
  const first = ask();
  await advance(2000);
  expect(await first).toBe(SILENT);
  asked[0]?.open('rows');
  await settled();
  const second = ask();
  asked[1]?.open('rows');
  expect(await second).toBe('rows');
});

test('a store that throws at once rejects', async () => {
  const use = createTimedStore(
    () => () => {
      throw new Error('site data is blocked');
    },
    createTimers().later,
  );
  await expect(use('readonly', () => Promise.resolve())).rejects.toThrow('site data is blocked');
});
