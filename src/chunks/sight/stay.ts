/** One element in view, and how long it has been visible there. */

import type { Sighting } from '../../core/sources';

export interface Stay {
  item: Element;
  /** The observed element: the item, or its content if the item has no box. */
  target: Element;
  sighting?: Sighting | undefined;
  /** Since when it is visible, as a `performance.now()` time; `undefined` while it is invisible or covered. */
  since?: number | undefined;
  /** The result of the last hit test; `undefined` before the first one. */
  isUncovered?: boolean | undefined;
  /** The time of the next hit test if it is covered, and the pause after that. */
  testAt: number;
  pauseMs: number;
  /** When its node was removed from the document. */
  removedAt?: number | undefined;
  /** A look has checked it since its begin. */
  isChecked?: boolean | undefined;
  isSeen?: boolean | undefined;
}

/** The pause before a covered item is tested again: the first one, and the longest. */
const AGAIN_MS = 250;
const LONGEST_AGAIN_MS = 1000;

export const newStay = (item: Element, target: Element): Stay => ({
  item,
  target,
  testAt: 0,
  pauseMs: AGAIN_MS,
});

/** The element shows this now, and its second has not begun. Returns whether it can: not if the item was seen. */
export function startOver(stay: Stay, sighting: Sighting | undefined): boolean {
  stay.sighting = sighting;
  stay.isSeen = sighting?.isSeen();
  stay.since = stay.isUncovered = stay.isChecked = undefined;
  return Boolean(sighting) && !stay.isSeen;
}

/** It can count again from the moment in which it is uncovered. True the first time it has been covered for long. */
export function cover(stay: Stay, time: number): boolean {
  const isLong = stay.pauseMs < LONGEST_AGAIN_MS && stay.pauseMs * 2 >= LONGEST_AGAIN_MS;
  stay.since = undefined;
  if (stay.isUncovered === false) stay.pauseMs = Math.min(stay.pauseMs * 2, LONGEST_AGAIN_MS);
  else stay.pauseMs = AGAIN_MS;
  stay.isUncovered = false;
  stay.testAt = time + stay.pauseMs;
  return isLong;
}

/** Tests a covered item again now, or when the shortest pause is over. */
export function testSoon(stay: Stay): void {
  stay.testAt += AGAIN_MS - stay.pauseMs;
  stay.pauseMs = AGAIN_MS;
}

/** Goes on with the stay of a node that this one replaces. */
export function resume(stay: Stay, { since, isUncovered, testAt, pauseMs }: Stay): void {
  Object.assign(stay, { since, isUncovered, testAt, pauseMs });
}
