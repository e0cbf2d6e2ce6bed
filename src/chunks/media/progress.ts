/**
 * How much of a clip was really played: no second counts twice, and none that was jumped over.
 *
 * Summed up from the positions that its events tell. `played` says the same and is exact about seeking in Chromium,
 * Firefox and WebKitGTK alike; but with `loop` WebKitGTK 2.50 has played everything as soon as it begins. So it
 * is asked only for what was played before we came, and only where nothing loops.
 */

/** From one `timeupdate` to the next: at most 250 ms by the standard, 290 in Firefox; and a page may be busy. */
const STEP_S = 0.5;
/** Position and clock are read one after the other. */
const SLACK_S = 0.2;

export interface Progress {
  /** Called at every event of the element. */
  look(): { watchedS: number; atEnd: boolean };
}

type Range = readonly [startS: number, endS: number];

export function createProgress(element: HTMLMediaElement, now: () => number, withPast: boolean): Progress {
  let ranges: Range[] = [];
  /** Where and when it was last, and whether it stood still from then on. */
  let fromS = element.currentTime;
  let fromMs = now();
  let stood = element.paused;

  function add(startS: number, endS: number): void {
    if (!(endS > startS)) return;
    const isApart = ([start, end]: Range) => end < startS || start > endS;
    const joined = ranges.filter((range) => !isApart(range));
    ranges = ranges.filter(isApart);
    ranges.push([
      Math.min(startS, ...joined.map(([start]) => start)),
      Math.max(endS, ...joined.map(([, end]) => end)),
    ]);
  }

  if (withPast && !element.loop) {
    const { played } = element;
    for (let at = 0; at < played.length; at++) add(played.start(at), played.end(at));
  }

  return {
    look() {
      const { currentTime, duration, loop } = element;
      const rate = Math.abs(element.playbackRate);
      const nearS = Math.min(STEP_S * rate, duration / 2);
      // A loop fires no `ended`: it seeks from its end to its beginning.
      const wrapped = loop && currentTime < fromS && currentTime < nearS && fromS > duration - nearS;
      // What is further than time can have brought it was jumped to. `seeking` alone does not tell: WebKitGTK 2.50
      // may be there before its `seeking` event is.
      const mostS = stood ? 0 : rate * ((now() - fromMs) / 1000 + SLACK_S);
      if (wrapped) add(fromS, duration);
      else if (!element.seeking && currentTime - fromS <= mostS) add(fromS, currentTime);

      fromS = currentTime;
      fromMs = now();
      stood = element.paused;
      return {
        watchedS: ranges.reduce((sum, [start, end]) => sum + end - start, 0),
        // WebKitGTK 2.50 may stop at the end of a loop, which is then neither left nor `ended`.
        atEnd: element.ended || wrapped || (loop && currentTime >= duration),
      };
    },
  };
}
