/** One timer for several requests: it rings at the earliest of the requested times. */

import { later } from '../../browser/later';
import type { Stop } from '../../browser/listen';

export interface Alarm {
  /** Rings in `ms` milliseconds, or earlier if that was requested already. */
  ringIn(ms: number): void;
  stop: Stop;
}

export function createAlarm(ring: () => void): Alarm {
  let rest = Infinity;
  let cancel = () => {};

  function stop(): void {
    cancel();
    rest = Infinity;
  }

  return {
    ringIn(ms) {
      const at = performance.now() + ms;
      if (at >= rest) return;
      cancel();
      rest = at;
      cancel = later(ring, ms);
    },
    stop,
  };
}
