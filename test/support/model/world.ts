/**
 * One device with a clock of its own: all that will happen stands in one queue, and the same noise brings it in the
 * same order. IndexedDB's turns come through it too, so that anything can come between two of them.
 */

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Stop } from '../../../src/browser/listen';
import type { Noise } from './noise';

interface Happening {
  at: number;
  nth: number;
  fn?: (() => void) | undefined;
}

export interface World {
  /** Milliseconds since it began, whatever the device's clock says. */
  readonly time: number;
  after(ms: number, fn: () => void): Stop;
  noise: Noise;
  /** The database answers nothing for so long. */
  hang(ms: number): void;
  /** All that happens until then, or until nothing more will. */
  pass(ms: number): Promise<void>;
  end(): void;
}

/** Half a million turns are no visit any more: something asks again and again. */
const TOO_MANY = 500_000;

export function createWorld(noise: Noise): World {
  const before = {
    setImmediate: globalThis.setImmediate,
    requestIdleCallback: globalThis.requestIdleCallback,
    warn: console.warn,
  };
  const queue: Happening[] = [];
  let time = 0;
  let nth = 0;
  let turns = 0;
  let databaseAt = 0;

  function after(ms: number, fn: () => void): Stop {
    const happening: Happening = { at: time + Math.max(0, ms), nth: nth++, fn };
    let destination = queue.length;
    while (destination > 0 && (queue[destination - 1] as Happening).at > happening.at) destination--;
    queue.splice(destination, 0, happening);
    return () => {
      happening.fn = undefined;
    };
  }

  // fake-indexeddb asks for its next turn with `setImmediate`, one after the other.
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
        // Every promise that can be settled is, before anything else happens.
        await new Promise<void>((resolve) => before.setImmediate(resolve));
        const next = queue[0];
        if (!next || next.at > end) break;
        queue.shift();
        time = Math.max(time, next.at);
        if (++turns > TOO_MANY) throw new Error(`no end after ${TOO_MANY} turns`);
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
