/**
 * Measures all items again after a change, a slice in each frame. This is needed because a style rule can move any item
 * and no event reports it. The longer a census takes, the longer the pause before the next one, so that a page that
 * changes all the time pays little for it.
 */

import type { Stop } from '../../browser/listen';

export interface Census {
  /** Requests a census. With `isSign` false the sign of a change is weak, and the pause is longer. */
  want(isSign: boolean): void;
  /** Measures one slice if a census is due. Call only after layout. */
  work(): void;
  stop: Stop;
}

const SLICE_MS = 4;
/** The pause before the next census, as a multiple of the last one's time: after a change, and after a weak sign. */
const PAUSE_FACTOR = 20;
const LONG_PAUSE_FACTOR = 100;

/** `ask` requests a call of `work` in the next frame. */
export function createCensus(
  all: () => Generator<Element>,
  measure: (element: Element) => void,
  ask: () => void,
): Census {
  let requestedFactor = PAUSE_FACTOR;
  let remaining: Generator<Element> | undefined;
  let spentMs = 0;
  let endedAt = 0;
  let pauseTimer: ReturnType<typeof setTimeout> | undefined;

  function wake(): void {
    pauseTimer = undefined;
    ask();
  }

  /** False if items remain. */
  function measureSome(elements: Generator<Element>, until: number): boolean {
    for (;;) {
      const { done, value } = elements.next();
      if (done) return true;
      measure(value);
      if (performance.now() > until) return false;
    }
  }

  return {
    want(isSign) {
      requestedFactor = isSign || requestedFactor === PAUSE_FACTOR ? PAUSE_FACTOR : LONG_PAUSE_FACTOR;
    },
    work() {
      const start = performance.now();
      if (!remaining) {
        if (!requestedFactor) return;
        clearTimeout(pauseTimer);
        const pauseMs = endedAt + requestedFactor * spentMs - start;
        if (pauseMs > 0) {
          pauseTimer = setTimeout(wake, pauseMs);
          return;
        }
        requestedFactor = spentMs = 0;
        remaining = all();
      }
      if (measureSome(remaining, start + SLICE_MS)) remaining = undefined;
      endedAt = performance.now();
      spentMs += endedAt - start;
      if (remaining || requestedFactor) ask();
    },
    stop: () => clearTimeout(pauseTimer),
  };
}
