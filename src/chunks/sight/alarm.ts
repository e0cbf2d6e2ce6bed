/** One timer for several requests: it rings at the earliest of the requested times. */

import { later } from '../../browser/later';
import type { Stop } from '../../browser/listen';

export interface Alarm {
  /** Rings in `ms` milliseconds, or earlier if that was requested already. */
  ringIn(ms: number): void;
  stop: Stop;
}

export function createAlarm(ring: () => void): Alarm {
  let ringsAt = Infinity;
  let cancel = () => {};

  function stop(): void {
    cancel();
    ringsAt = Infinity;
  }

  return {
    ringIn(ms) {
      const at = performance.now() + ms;
      if (at >= ringsAt) return;
      cancel();
      ringsAt = at;
      cancel = later(ring, ms);
    },
    stop,
  };
}
