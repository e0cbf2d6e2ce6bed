/** A simulated clock that runs events in order, much faster than real time. */

import type { Stop } from '../../../src/browser/listen';

interface Scheduled {
  at: number;
  fn?: (() => void) | undefined;
}

export function createSimulatedClock() {
  /** A binary heap with the earliest event on top. */
  const heap: Scheduled[] = [];
  let time = 0;

  const earlier = (one: number, other: number): boolean =>
    (heap[one]?.at ?? Infinity) < (heap[other]?.at ?? Infinity);
  function swap(one: number, other: number): void {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  }

  function later(fn: () => void, ms: number): Stop {
    const scheduled: Scheduled = { at: time + Math.max(0, ms), fn };
    let at = heap.push(scheduled) - 1;
    for (let above = (at - 1) >> 1; at > 0 && earlier(at, above); above = (at - 1) >> 1) {
      swap(at, above);
      at = above;
    }
    return () => {
      scheduled.fn = undefined;
    };
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || !heap.length) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const child = earlier(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1;
      if (!earlier(child, at)) return;
      swap(at, child);
      at = child;
    }
  }

  return {
    now: () => time,
    later,
    async until(end: number): Promise<void> {
      for (;;) {
        const next = heap[0];
        if (!next || next.at > end) break;
        pop();
        if (!next.fn) continue;
        time = next.at;
        next.fn();
        // Promises settled at this time run before the next event.
        await new Promise((resolve) => setImmediate(resolve));
      }
      time = end;
    },
  };
}

export type SimulatedClock = ReturnType<typeof createSimulatedClock>;
