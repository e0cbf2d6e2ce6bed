/**
 * After whatever happened all are measured again, since a rule of a sheet moves what it likes and tells nobody: some in
 * each frame, and the more seldom the longer it takes, so that a page that changes all the time pays little for it.
 */

import type { Stop } from '../browser/listen';

export interface Census {
  /** Something happened. */
  want(): void;
  /** Measures some, if there is something to do. Asked when layout is done. */
  work(): void;
  stop: Stop;
}

const SLICE_MS = 4;
/** So many times as long as it took it is not done again. */
const REST = 20;

export function createCensus(deps: {
  all: () => Element[];
  measure: (element: Element) => void;
  /** Asks for work in the next frame. */
  ask: () => void;
}): Census {
  let isWanted = true;
  let left: Element[] = [];
  let spent = 0;
  let restUntil = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  function wake(): void {
    resting = undefined;
    deps.ask();
  }

  return {
    want() {
      isWanted = true;
    },
    work() {
      const start = performance.now();
      if (!left.length) {
        if (!isWanted) return;
        if (start < restUntil) {
          resting ??= setTimeout(wake, restUntil - start);
          return;
        }
        isWanted = false;
        left = deps.all();
        spent = 0;
      }
      let now = start;
      while (left.length && now - start < SLICE_MS) {
        left.splice(-50).forEach(deps.measure);
        now = performance.now();
      }
      spent += now - start;
      restUntil = now + REST * spent;
      if (left.length || isWanted) deps.ask();
    },
    stop: () => clearTimeout(resting),
  };
}
