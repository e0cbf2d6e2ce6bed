/** The time for which an item must be visible: begins, is checked while it runs, and counts the item at its end. */

import { isVisible } from '../../browser/lifecycle';
import { native } from '../../browser/native';
import type { Sighting, SightParts, SightRule } from '../../core/sources';
import { isShown } from './is-shown';
import { cover, type Stay, startOver } from './stay';
import { type Budget, isUncovered } from './uncovered';

/** Two frames. An observer reports one frame late that an item is out of view. */
const SLACK_MS = 34;
/** How often a running second is checked for invisibility. */
const LOOK_MS = 250;
/** When no more points may be tested, the next look follows soon. */
const NEXT_LOOK_MS = 50;

export interface Second {
  begin(stay: Stay, time: number): void;
  /** Begins again if the element shows another item, or was seen: it can be in another list of the same name now. */
  restart(stay: Stay, time: number): void;
  /** Checks the item, which is in the document and not seen yet. Requests the next check. */
  check(stay: Stay, time: number, budget: Budget): void;
  /** Counts the item if it was visible long enough until `time`. */
  end(stay: Stay, time: number): void;
}

/** `ringIn` requests a call of `check` in this many milliseconds, or earlier. */
export function createSecond(
  { ratio, ms }: SightRule,
  sightOf: (element: Element) => Sighting | undefined,
  ringIn: (ms: number) => void,
  log: SightParts['log'],
): Second {
  function begin(stay: Stay, time: number): void {
    if (!startOver(stay, sightOf(stay.item)) || !isVisible() || !isShown(stay.target)) return;
    stay.since = time;
    ringIn(Math.min(LOOK_MS, ms + SLACK_MS));
  }

  /** Tests whether the item is covered. Returns false if the second cannot go on now. */
  function test(stay: Stay, time: number, budget: Budget): boolean {
    const isTested = budget.points > 0;
    const isFree = isTested && isUncovered(stay.item, stay.target, ratio, budget);
    if (isFree) stay.isUncovered = true;
    else if (isTested && cover(stay, time)) log('not seen, because it is covered or transparent:', stay.item);
    if (!isFree) ringIn(isTested ? stay.pauseMs : NEXT_LOOK_MS);
    return isFree;
  }

  function run(stay: Stay, since: number, time: number, budget: Budget): void {
    const rest = since + ms + SLACK_MS - time;
    // Once after half of the time, in case the item leaves just when its time is over.
    const isHalf = time - since >= ms / 2 && !stay.isUncovered;
    stay.isChecked = true;
    if ((rest <= 0 || isHalf) && !test(stay, time, budget)) return;
    if (rest <= 0) end(stay, time);
    else ringIn(Math.min(LOOK_MS, rest));
  }

  function end(stay: Stay, time: number): void {
    const { item, since } = stay;
    if (stay.isSeen || since === undefined || time - since < ms) return;
    // A removed element has no list any more: its item was seen where it was.
    const sighting = native(item, 'isConnected') ? sightOf(item) : stay.sighting;
    if (sighting?.key !== stay.sighting?.key) return begin(stay, time);
    // If the page was too busy for any check, the screen showed what it showed at the begin.
    if (!stay.isUncovered && stay.isChecked) return;
    stay.isSeen = true;
    sighting?.seen();
  }

  return {
    begin,
    end,
    restart(stay, time) {
      if (stay.isSeen || stay.sighting?.key !== sightOf(stay.item)?.key) begin(stay, time);
    },
    check(stay, time, budget) {
      const isCovered = stay.isUncovered === false;
      if (!isVisible() || !isShown(stay.target)) stay.since = stay.isUncovered = undefined;
      else if (isCovered && time < stay.testAt) ringIn(stay.testAt - time);
      else if (isCovered && !test(stay, time, budget)) return;
      else if (stay.since === undefined) begin(stay, time);
      else run(stay, stay.since, time, budget);
    },
  };
}
