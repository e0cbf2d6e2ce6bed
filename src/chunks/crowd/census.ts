/**
 * After whatever happened all are measured again, since a rule of a sheet moves what it likes and tells nobody: some in
 * each frame, and the more seldom the longer it takes, so that a page that changes all the time pays little for it.
 */

import type { Stop } from '../../browser/listen';

export interface Census {
  /** Something happened; where it is little to go by, the census can wait. */
  want(isSign: boolean): void;
  /** Measures some, if there is something to do. Asked when layout is done. */
  work(): void;
  stop: Stop;
}

const SLICE_MS = 4;
/** So many times as long as it took it is not done again: after a change, and after what may have been none. */
const REST = 20;
const LONG_REST = 100;

export function createCensus(deps: {
  all: () => Generator<Element>;
  measure: (element: Element) => void;
  /** Asks for work in the next frame. */
  ask: () => void;
}): Census {
  let wanted = REST;
  let left: Generator<Element> | undefined;
  let spent = 0;
  let ended = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  function wake(): void {
    resting = undefined;
    deps.ask();
  }

  /** False where some are left. */
  function measureSome(elements: Generator<Element>, until: number): boolean {
    for (;;) {
      const { done, value } = elements.next();
      if (done) return true;
      deps.measure(value);
      if (performance.now() > until) return false;
    }
  }

  return {
    want(isSign) {
      wanted = isSign || wanted === REST ? REST : LONG_REST;
    },
    work() {
      const start = performance.now();
      if (!left) {
        if (!wanted) return;
        clearTimeout(resting);
        const rest = ended + wanted * spent - start;
        if (rest > 0) {
          resting = setTimeout(wake, rest);
          return;
        }
        wanted = spent = 0;
        left = deps.all();
      }
      if (measureSome(left, start + SLICE_MS)) left = undefined;
      ended = performance.now();
      spent += ended - start;
      if (left || wanted) deps.ask();
    },
    stop: () => clearTimeout(resting),
  };
}
