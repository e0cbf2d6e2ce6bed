/** The parts that call browser APIs, as far as Node has these APIs. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { later } from '../../src/browser/later';
import { guard, listen } from '../../src/browser/listen';
import { withLock } from '../../src/browser/lock';
import { uuid } from '../../src/browser/uuid';

let warned: string[] = [];
const { warn } = console;
beforeEach(() => {
  warned = [];
  console.warn = (message: string) => warned.push(message);
});
afterEach(() => {
  console.warn = warn;
});

const boom = (what: string) => () => {
  throw new Error(what);
};

test('guard: returns the result, and warns once about an error', () => {
  expect(guard((a: number, b: number) => a + b)(1, 2)).toBe(3);
  expect(guard(boom('guarded'))()).toBeUndefined();
  expect(guard(boom('guarded'))()).toBeUndefined();
  expect(warned).toEqual(['[personalize] unexpected: guarded']);
});

test('listen: calls the listener until it is stopped, and its errors do not reach the page', () => {
  const target = new EventTarget();
  const heard: string[] = [];
  const stop = listen(target, 'click', ({ type }) => heard.push(type));
  listen(target, 'click', boom('listener'));
  target.dispatchEvent(new Event('click'));
  stop();
  target.dispatchEvent(new Event('click'));
  expect(heard).toEqual(['click']);
  expect(warned).toEqual(['[personalize] unexpected: listener']);
});

test('listen: a capturing listener is removed too, and a missing target causes no error', () => {
  const target = new EventTarget();
  const heard: string[] = [];
  listen(target, 'click', () => heard.push('click'))();
  target.dispatchEvent(new Event('click'));
  expect(heard).toEqual([]);
  listen(undefined, 'click', () => {})();
});

test('later: runs once unless it is stopped, and an error is caught with a warning', async () => {
  const order: string[] = [];
  const stop = later(() => order.push('stopped'), 0);
  stop();
  later(boom('timer'), 0);
  await new Promise<void>((resolve) => later(resolve, 0));
  expect(order).toEqual([]);
  expect(warned).toEqual(['[personalize] unexpected: timer']);
});

test('uuid: creates version 4, and never the same one twice', () => {
  const made = Array.from({ length: 100 }, uuid);
  for (const id of made)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(made).size).toBe(100);
});

describe('withLock', () => {
  const describe = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const setNavigator = (get: () => unknown) =>
    Object.defineProperty(globalThis, 'navigator', { get, configurable: true });
  afterEach(() => {
    if (describe) Object.defineProperty(globalThis, 'navigator', describe);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });
  const locks = (free: boolean) => ({
    locks: {
      request: async (_: string, options: object, fn: (lock: unknown) => unknown) => {
        expect(options).toEqual({ ifAvailable: true });
        return fn(free ? {} : null);
      },
    },
  });

  test('runs the work under the lock, and not at all where another page holds the lock', async () => {
    setNavigator(() => locks(true));
    expect(await withLock('name', async () => 'done')).toBe('done');
    setNavigator(() => locks(false));
    expect(await withLock('name', async () => 'done')).toBeUndefined();
  });

  test('runs the work without a lock where there are no locks', async () => {
    for (const get of [() => ({}), () => undefined, boom('site data is blocked')]) {
      setNavigator(get);
      expect(await withLock('name', async () => 'done')).toBe('done');
    }
  });

  test('an error of the work is thrown, and the work is not repeated', async () => {
    setNavigator(() => locks(true));
    let done = 0;
    const work = async () => {
      done++;
      throw new Error('of the work');
    };
    await expect(withLock('name', work)).rejects.toThrow('of the work');
    expect(done).toBe(1);
  });
});
