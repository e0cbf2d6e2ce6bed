/**
 * Simulates one device with its own clock. All scheduled functions are in one queue, and the same noise gives the same
 * order. The turns of IndexedDB are in this queue too, so that any action can occur between two of them.
 */

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Stop } from '../../../src/browser/listen';
import type { Noise } from './noise';

interface Scheduled {
  at: number;
  nth: number;
  fn?: (() => void) | undefined;
}

export interface World {
  /** Milliseconds since the start, independent of the clock of the device. */
  readonly time: number;
  after(ms: number, fn: () => void): Stop;
  noise: Noise;
  /** The database answers nothing for this time. */
  hang(ms: number): void;
  /** Runs all actions until then, or until there are no more. */
  pass(ms: number): Promise<void>;
  end(): void;
}

/** More turns than this are treated as an endless loop. */
const TOO_MANY = 500_000;

export function createWorld(noise: Noise): World {
  const before = {
    setImmediate: globalThis.setImmediate,
    requestIdleCallback: globalThis.requestIdleCallback,
    warn: console.warn,
  };
  const queue: Scheduled[] = [];
  let time = 0;
  let nth = 0;
  let turns = 0;
  let databaseAt = 0;

  function after(ms: number, fn: () => void): Stop {
    const scheduled: Scheduled = { at: time + Math.max(0, ms), nth: nth++, fn };
    let destination = queue.length;
    while (destination > 0 && (queue[destination - 1] as Scheduled).at > scheduled.at) destination--;
    queue.splice(destination, 0, scheduled);
    return () => {
      scheduled.fn = undefined;
    };
  }

  // fake-indexeddb requests its next turn with `setImmediate`, one after the other.
  const turn = noise('database');
  globalThis.setImmediate = ((fn: () => void) => {
    databaseAt = Math.max(databaseAt, time + (turn.chance(0.2) ? turn.between(0, 3) : 0));
    after(databaseAt - time, fn);
  }) as typeof setImmediate;
  globalThis.requestIdleCallback = ((fn: () => void) => after(noise('idle').between(0, 50), fn)) as never;
  console.warn = () => {};
  globalThis.indexedDB = new IDBFactory();
  globalThis.IDBKeyRange = IDBKeyRange as typeof globalThis.IDBKeyRange;

  return {
    noise,
    after,
    get time() {
      return time;
    },
    hang(ms) {
      databaseAt = Math.max(databaseAt, time + ms);
    },
    async pass(ms) {
      const end = time + ms;
      for (;;) {
        // Settle every promise that can be settled before the next action.
        await new Promise<void>((resolve) => before.setImmediate(resolve));
        const next = queue[0];
        if (!next || next.at > end) break;
        queue.shift();
        time = Math.max(time, next.at);
        if (++turns > TOO_MANY) throw new Error(`endless loop: more than ${TOO_MANY} turns`);
        next.fn?.();
      }
      time = end;
    },
    end() {
      Object.assign(globalThis, {
        setImmediate: before.setImmediate,
        requestIdleCallback: before.requestIdleCallback,
      });
      console.warn = before.warn;
    },
  };
}
