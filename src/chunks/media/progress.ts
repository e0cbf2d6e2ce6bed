/**
 * Measures how much of a clip was played. No second counts twice, and skipped seconds do not count.
 *
 * The played ranges are collected from the positions at the element's events. `played` gives the same ranges and is
 * exact about seeking in Chromium, Firefox and WebKitGTK. But with `loop`, `played` in WebKitGTK 2.50 contains the
 * whole clip as soon as it starts. So `played` is used only for the time before the tag follows the element, and only
 * without `loop`.
 */

/** Time between two `timeupdate` events: at most 250 ms by the standard, 290 ms in Firefox, longer on a busy page. */
const STEP_S = 0.5;
/** Tolerance, since position and clock are not read at the same time. */
const SLACK_S = 0.2;

export interface Progress {
  /** Call at every event of the element. */
  look(): { watchedS: number; atEnd: boolean };
}

type Range = readonly [startS: number, endS: number];

export function createProgress(element: HTMLMediaElement, now: () => number, withPast: boolean): Progress {
  let ranges: Range[] = [];
  /** Position and time at the last call, and whether the element was paused then. */
  let fromS = element.currentTime;
  let fromMs = now();
  let wasPaused = element.paused;

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
      // With `loop` no `ended` event fires: the element seeks from its end to its start.
      const wrapped = loop && currentTime < fromS && currentTime < nearS && fromS > duration - nearS;
      // A larger step than the elapsed time allows is a jump. `seeking` alone does not detect it: in WebKitGTK 2.50 the
      // position may change before the `seeking` event.
      const mostS = wasPaused ? 0 : rate * ((now() - fromMs) / 1000 + SLACK_S);
      if (wrapped) add(fromS, duration);
      else if (!element.seeking && currentTime - fromS <= mostS) add(fromS, currentTime);

      fromS = currentTime;
      fromMs = now();
      wasPaused = element.paused;
      return {
        watchedS: ranges.reduce((sum, [start, end]) => sum + end - start, 0),
        // With `loop`, WebKitGTK 2.50 may stop at the end: it neither seeks to the start nor sets `ended`.
        atEnd: element.ended || wrapped || (loop && currentTime >= duration),
      };
    },
  };
}
