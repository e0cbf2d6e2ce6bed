/**
 * Times how long each item stays in view, and decides whether it was seen.
 *
 * A stay belongs to a node. If the page replaces the node by another one for the same item of the same list, the stay
 * goes on: a countdown that is drawn again every half second does not hide its item.
 */

import { isVisible } from '../../browser/lifecycle';
import { native } from '../../browser/native';
import type { Sighting, SightParts } from '../../core/sources';
import { isShown } from './is-shown';
import { cover, newStay, resume, type Stay, testSoon } from './stay';
import { type Budget, isUncovered } from './uncovered';

/** Two frames. An observer reports one frame late that an item is out of view. */
const SLACK_MS = 34;
/** How often a running stay is checked for invisibility. */
const LOOK_MS = 250;
/** A stay goes on if the next node comes within this time. A new node is found after 0.1 s at the latest. */
const GAP_MS = 300;
/** When this many points were tested, the other items wait for the next look, so that a look is no long task. */
const MOST_POINTS = 150;
const NEXT_LOOK_MS = 50;

export interface Stays {
  enter(item: Element, target: Element, time: number): void;
  leave(target: Element, time: number): void;
  /** The element may have a new item. */
  onChanged(target: Element): void;
  look(time: number): void;
  /** The tab was hidden at this time. */
  pause(time: number): void;
  restartAll(): void;
  /** Whether any item in view is not seen yet, or is covered. */
  isWaiting(): boolean;
  /** Something may have been uncovered: it is tested soon. Returns whether anything is covered. */
  uncover(): boolean;
}

/** `ringIn` requests a call of `look` in this many milliseconds, or earlier. */
export function createStays(
  { ratio, ms }: SightParts['rule'],
  sightOf: (element: Element) => Sighting | undefined,
  ringIn: (ms: number) => void,
  log: SightParts['log'],
): Stays {
  const stays = new Map<Element, Stay>();
  let lastLook = 0;

  function begin(stay: Stay, time: number): void {
    stay.sighting = sightOf(stay.item);
    stay.isSeen = stay.sighting?.isSeen();
    stay.isUncovered = undefined;
    stay.since = stay.sighting && !stay.isSeen && isVisible() && isShown(stay.target) ? time : undefined;
    if (stay.since !== undefined) ringIn(Math.min(LOOK_MS, ms + SLACK_MS));
  }

  /** The stay of a node that was removed a moment ago, for the same item of the same list. */
  function replacedBy({ target, sighting }: Stay, time: number): Stay | undefined {
    for (const each of stays.values()) {
      if (each.target === target || each.isSeen || each.sighting?.key !== sighting?.key) continue;
      if (!native(each.target, 'isConnected') && time - (each.removedAt ?? time) <= GAP_MS) return each;
    }
    return undefined;
  }

  /** Counts the item if it was visible long enough until `time`. */
  function conclude(stay: Stay, time: number): void {
    const { item, since } = stay;
    if (stay.isSeen || since === undefined || time - since < ms) return;
    // A removed element has no list any more: its item was seen where it was.
    const sighting = native(item, 'isConnected') ? sightOf(item) : stay.sighting;
    if (sighting?.key !== stay.sighting?.key) {
      return begin(stay, time);
    }
    // If the page was too busy for any look since the begin, the screen showed what it showed then.
    if (!stay.isUncovered && lastLook > since) return;
    stay.isSeen = true;
    sighting?.seen();
  }

  function remove(stay: Stay, time: number): void {
    stay.removedAt ??= time;
    conclude(stay, time);
    if (stay.isSeen || (stay.since === undefined && stay.isUncovered !== false)) stays.delete(stay.target);
    else ringIn(GAP_MS);
  }

  /** Tests whether the item is covered, if it is time for that. Returns false if the second cannot go on. */
  function test(stay: Stay, time: number, budget: Budget): boolean {
    if (budget.points <= 0) {
      ringIn(NEXT_LOOK_MS);
      return false;
    }
    if (!isUncovered(stay.item, stay.target, ratio, budget)) {
      if (cover(stay, time)) log('not seen, because it is covered or transparent:', stay.item);
      ringIn(stay.pauseMs);
      return false;
    }
    if (stay.isUncovered === false) begin(stay, time);
    stay.isUncovered = true;
    return true;
  }

  function lookAt(stay: Stay, time: number, budget: Budget): void {
    const { target, since } = stay;
    if (stay.removedAt !== undefined) {
      if (time - stay.removedAt > GAP_MS) stays.delete(target);
      else ringIn(stay.removedAt + GAP_MS + 1 - time);
    } else if (stay.isSeen) return;
    else if (!native(target, 'isConnected')) remove(stay, time);
    else if (!isShown(target)) stay.since = stay.isUncovered = undefined;
    else if (stay.isUncovered === false) {
      if (time < stay.testAt) ringIn(stay.testAt - time);
      else test(stay, time, budget);
    } else if (since === undefined) begin(stay, time);
    else {
      const rest = since + ms + SLACK_MS - time;
      // Once after half of the time, in case the item leaves just when its time is over.
      const isHalf = time - since >= ms / 2 && !stay.isUncovered;
      if ((rest <= 0 || isHalf) && !test(stay, time, budget)) return;
      if (rest <= 0) conclude(stay, time);
      else ringIn(Math.min(LOOK_MS, rest));
    }
  }

  return {
    enter(item, target, time) {
      if (stays.has(target)) return;
      const stay = newStay(item, target);
      stays.set(target, stay);
      begin(stay, time);
      const replaced = stay.since === undefined ? undefined : replacedBy(stay, time);
      if (!replaced) return;
      stays.delete(replaced.target);
      resume(stay, replaced);
    },
    leave(target, time) {
      const stay = stays.get(target);
      if (!stay) return;
      if (!native(target, 'isConnected')) return remove(stay, time);
      stays.delete(target);
      conclude(stay, time);
    },
    onChanged(target) {
      const stay = stays.get(target);
      // What was seen can be in another list of the same name.
      if (stay && (stay.isSeen || stay.sighting?.key !== sightOf(stay.item)?.key))
        begin(stay, performance.now());
    },
    look(time) {
      const budget = { points: MOST_POINTS };
      for (const stay of stays.values()) lookAt(stay, time, budget);
      lastLook = time;
    },
    pause(time) {
      for (const stay of stays.values()) {
        conclude(stay, time);
        if (!stay.isSeen) stay.since = stay.isUncovered = undefined;
      }
    },
    restartAll() {
      for (const stay of stays.values()) begin(stay, performance.now());
    },
    isWaiting: () => [...stays.values()].some((stay) => !stay.isSeen),
    uncover() {
      const covered = [...stays.values()].filter((stay) => stay.isUncovered === false);
      for (const stay of covered) testSoon(stay);
      return covered.length > 0;
    },
  };
}
