/**
 * How much of a clip was really played: no second counts twice, and none that was jumped over.
 *
 * Summed up from the positions that its events tell. `played` says the same and is exact about seeking in Chromium,
 * Firefox and WebKitGTK alike; but with `loop` WebKitGTK 2.50 has played everything as soon as it begins. So it
 * is asked only for what was played before we came, and only where nothing loops.
 */

/** From one `timeupdate` to the next: at most 250 ms by the standard, 290 in Firefox; and a page may be busy. */
const STEP_S = 0.5;

export interface Progress {
  /** Called at every event of the element. */
  look(): { watchedS: number; atEnd: boolean };
}

type Range = readonly [startS: number, endS: number];

export function createProgress(element: HTMLMediaElement, withPast: boolean): Progress {
  let ranges: Range[] = [];
  /** The position from which it has been playing on, `undefined` while it seeks. */
  let fromS: number | undefined = element.currentTime;

  function add(startS: number, endS: number): void {
    const isApart = ([start, end]: Range) => end < startS || start > endS;
    const joined = ranges.filter((range) => !isApart(range));
    if (endS <= startS) return;
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
      const { currentTime, duration, seeking, loop } = element;
      const nearS = Math.min(STEP_S * Math.abs(element.playbackRate), duration / 2);
      // A loop fires no `ended`: it seeks from its end to its beginning.
      const wrapped =
        loop && fromS !== undefined && currentTime < fromS && currentTime < nearS && fromS > duration - nearS;
      if (fromS !== undefined && (wrapped || !seeking)) add(fromS, wrapped ? duration : currentTime);
      fromS = seeking ? undefined : currentTime;
      return {
        watchedS: ranges.reduce((sum, [start, end]) => sum + end - start, 0),
        // WebKitGTK 2.50 may stop at the end of a loop, which is then neither left nor `ended`.
        atEnd: element.ended || wrapped || (loop && currentTime >= duration),
      };
    },
  };
}
