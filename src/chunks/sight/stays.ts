/**
 * The elements in view, each with the second of its item.
 *
 * A stay belongs to a node. If the page replaces the node by another one for the same item of the same list, the second
 * goes on: a countdown that is drawn again every half second does not hide its item.
 */

import { native } from '../../browser/native';
import type { Second } from './second';
import { newStay, resume, type Stay, testSoon } from './stay';
import { findModal } from './visible-at';

/** The second goes on if the next node comes within this time. A new node is found after 0.1 s at the latest. */
const GAP_MS = 300;
/** When this many points were tested, the other items wait for the next look, so that a look is no long task. */
const MOST_POINTS = 250;

export interface Stays {
  enter(item: Element, target: Element, time: number): void;
  leave(item: Element, target: Element, time: number): void;
  /** The element may have a new item. */
  onChanged(item: Element, target: Element): void;
  look(time: number): void;
  /** The tab was hidden at this time. */
  pause(time: number): void;
  restartAll(): void;
  /** Whether any item in view is not seen yet. */
  isWaiting(): boolean;
  /** Something may have been uncovered: it is tested soon. Returns whether anything is covered. */
  uncover(): boolean;
}

/** `ringIn` requests a call of `look` in this many milliseconds, or earlier. */
export function createStays(second: Second, ringIn: (ms: number) => void): Stays {
  const stays = new Set<Stay>();
  const some = (test: (stay: Stay) => boolean) => [...stays].filter(test);

  /** The node was removed from the document. */
  function remove(stay: Stay, time: number): void {
    stay.removedAt ??= time;
    second.end(stay, stay.removedAt);
    const isOver = stay.isSeen || (stay.since === undefined && stay.isUncovered !== false);
    if (isOver || time - stay.removedAt > GAP_MS) stays.delete(stay);
    else ringIn(stay.removedAt + GAP_MS + 1 - time);
  }

  return {
    enter(item, target, time) {
      if (find(stays, item, target)) return;
      const stay = newStay(item, target);
      stays.add(stay);
      second.begin(stay, time);
      if (stay.since === undefined) return;
      const [replaced] = some((each) => isReplacedBy(stay, each, time));
      if (!replaced) return;
      stays.delete(replaced);
      resume(stay, replaced);
    },
    leave(item, target, time) {
      const stay = find(stays, item, target);
      if (!stay) return;
      if (isGone(stay)) return remove(stay, time);
      stays.delete(stay);
      second.end(stay, time);
    },
    onChanged(item, target) {
      const stay = find(stays, item, target);
      if (stay) second.restart(stay, performance.now());
    },
    look(time) {
      const budget = { points: MOST_POINTS, modal: findModal() };
      // Those that were found covered last are at the end, so that each gets its turn.
      for (const stay of some(() => true).sort((a, b) => a.testAt - b.testAt)) {
        if (isGone(stay)) remove(stay, time);
        else if (!stay.isSeen) second.check(stay, time, budget);
      }
    },
    pause(time) {
      for (const stay of stays) {
        second.end(stay, time);
        if (!stay.isSeen) stay.since = stay.isUncovered = undefined;
      }
    },
    restartAll() {
      for (const stay of stays) second.begin(stay, performance.now());
    },
    isWaiting: () => some((stay) => !stay.isSeen).length > 0,
    uncover: () => some((stay) => stay.isUncovered === false).map(testSoon).length > 0,
  };
}

function find(stays: Iterable<Stay>, item: Element, target: Element): Stay | undefined {
  for (const stay of stays) if (stay.item === item && stay.target === target) return stay;
  return undefined;
}

const isGone = ({ item, target }: Stay): boolean =>
  !native(item, 'isConnected') || !native(target, 'isConnected');

/** Whether the stay is of a node that was removed a moment ago, for the same item of the same list. */
const isReplacedBy = (next: Stay, stay: Stay, time: number): boolean =>
  stay !== next &&
  !stay.isSeen &&
  stay.sighting?.key === next.sighting?.key &&
  isGone(stay) &&
  time - (stay.removedAt ?? time) <= GAP_MS;
