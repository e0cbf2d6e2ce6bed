/**
 * Decides which of the items that are found a person could see for long enough.
 *
 * IntersectionObservers know boxes, scroll containers and the viewport. The rest is decided by other modules: covers,
 * transparency, items without a box, nodes that are replaced by others for the same item.
 */

import { isVisible } from '../../browser/lifecycle';
import { listen, type Stop, stopAll } from '../../browser/listen';
import { isElement, toArray } from '../../browser/native';
import type { Sight, SightParts, SightRule, WithCrowd } from '../../core/sources';
import { type Alarm, createAlarm } from './alarm';
import { isBox } from './content-parts';
import { createEmptyItems } from './empty-items';
import { createObservedItems } from './observed-items';
import { watchPageView } from './page-view';
import { createSecond } from './second';
import { createSeenItems } from './seen-items';
import { createSightings } from './sightings';
import { createStays, type Stays } from './stays';

export type Seeing = Pick<Sight, 'look' | 'seenIn' | 'clear' | 'stop'> & {
  /** An item was found, has a new id, or was moved. */
  watch(element: Element): void;
  /** Items can have been shown or hidden: one check follows for all changes of the next moment. */
  lookSoon(records: readonly MutationRecord[]): void;
};

/** Combines a burst of changes into one look, and is short compared to the second. */
const SOON_MS = 50;

export function startSeeing({ source, log, part }: SightParts, rule: SightRule): Seeing {
  const alarm = createAlarm(look);
  const attribute = `${source.config.attributePrefix}-item-id`;
  const seenItems = createSeenItems(attribute, source.read);
  const sightOf = createSightings(rule, source, seenItems);
  const stays = createStays(createSecond(rule, sightOf, alarm.ringIn, log), alarm.ringIn);
  const items = createObservedItems(rule.ratio, onEntry, withCrowd(part, attribute));
  const onLeft = (item: Element, target: Element) => stays.leave(item, target, performance.now());
  const emptyItems = createEmptyItems(items, onLeft, sightOf, log);

  const pageView = watchPageView(seenItems.changeUrl, clear);

  function onEntry(target: Element, time: number, isEnough: boolean, hasBox: boolean): void {
    for (const item of emptyItems.itemsOf(target)) {
      if (item === target) emptyItems.onMeasured(item, hasBox);
      const isObserved = isBox(target) && emptyItems.targetOf(item) === target;
      if (isEnough && isObserved) stays.enter(item, target, time);
      else stays.leave(item, target, time);
    }
  }

  function clear(): void {
    seenItems.clear();
    stays.restartAll();
  }

  function look(): void {
    // A page that is left can be hidden already.
    if (!isVisible()) return stays.pause(performance.now());
    alarm.stop();
    emptyItems.look();
    items.takeRecords();
    stays.look(performance.now());
  }

  function lookSoon(records?: readonly MutationRecord[]): void {
    items.notice(records);
    pageView.check();
    if (records?.some(hasRemoved)) seenItems.sweep();
    const hasContent = records && emptyItems.onMutations(records);
    stays.uncover();
    if (hasContent || stays.isWaiting()) alarm.ringIn(SOON_MS);
  }

  return {
    watch(element) {
      if (items.add(element)) return;
      if (emptyItems.onChanged(element)) alarm.ringIn(SOON_MS);
      stays.onChanged(element, emptyItems.targetOf(element));
    },
    look,
    lookSoon,
    seenIn: pageView.checkBefore(seenItems.seenIn),
    clear,
    stop: stopAll(
      ...[items.stop, alarm.stop, emptyItems.stop, pageView.stop],
      listenFor(stays, alarm, look, lookSoon),
    ),
  };
}

const withCrowd =
  (part: SightParts['part'], attribute: string): WithCrowd =>
  (plain, use) =>
    part('crowd', ({ startCrowd }) => startCrowd(plain, attribute)).use(use);

function listenFor(stays: Stays, alarm: Alarm, look: () => void, lookSoon: () => void): Stop {
  return stopAll(
    listen(window, 'visibilitychange', look),
    // No mutation reports an item that a hover, a focus or a transition shows.
    listen(window, 'click mouseover focusin transitionend animationend', () => lookSoon()),
    // Scrolling can uncover an item without any other event. The layout is not read here, but soon.
    listen(window, 'scroll', () => {
      if (stays.uncover()) alarm.ringIn(SOON_MS);
    }),
  );
}

/** Whether an element was removed. A changed id is noted by the next of these, or when the list is asked for. */
const hasRemoved = ({ removedNodes }: MutationRecord): boolean => toArray(removedNodes).some(isElement);
