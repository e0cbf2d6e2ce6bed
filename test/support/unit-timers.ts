/** A clock that only the test advances: `now`, `later` and the pending timers. */

import type { Later } from '../../src/browser/later';

interface Timer {
  due: number;
  ms: number;
  fn: () => void;
}

export function createTimers(start = 1_700_000_000_000) {
  let time = start;
  let timers: Timer[] = [];

  const later: Later = (fn, ms) => {
    const timer = { due: time + ms, ms, fn };
    timers.push(timer);
    return () => {
      timers = timers.filter((each) => each !== timer);
    };
  };

  return {
    now: () => time,
    later,
    /** The delays of the pending timers. */
    waits: () => timers.map(({ ms }) => ms),
    /** Advances the time, and runs due timers in order. */
    async advance(ms: number): Promise<void> {
      const end = time + ms;
      for (;;) {
        const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        timers = timers.filter((each) => each !== next);
        time = Math.max(time, next.due);
        next.fn();
        await settled();
      }
      time = end;
    },
    /** Sets the clock of the device. No timer runs. */
    setClock(to: number): void {
      time = to;
    },
  };
}

/** Waits for microtasks and the turns of fake-indexeddb. */
export async function settled(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
