/**
 * Entry of personalize-sight.min.js: decides which of the items with enough pixels in the viewport a person could see
 * for long enough.
 *
 * The tag reports what IntersectionObservers know: boxes, scroll containers and the viewport. This chunk knows the rest:
 * covers, transparency, items without a box, nodes that are replaced by others for the same item.
 */

import { isVisible } from '../../browser/lifecycle';
import { listen, type Stop, stopAll } from '../../browser/listen';
import { isElement, toArray } from '../../browser/native';
import type { SightModule } from '../../core/sources';
import { type Alarm, createAlarm } from './alarm';
import { isBox } from './content-parts';
import { createEmptyItems } from './empty-items';
import { watchPageView } from './page-view';
import { createSecond } from './second';
import { createSeenItems } from './seen-items';
import { createSightings } from './sightings';
import { createStays, type Stays } from './stays';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Combines a burst of changes into one look, and is short compared to the second. */
const SOON_MS = 50;

export const startSight: SightModule['startSight'] = ({ rule, observers, source, log }) => {
  const earliest = performance.now() - rule.ms / 2;
  const alarm = createAlarm(look);
  const seenItems = createSeenItems(`${source.config.attributePrefix}-item-id`, source.read);
  const sightOf = createSightings(rule, source, seenItems);
  const stays = createStays(createSecond(rule, sightOf, alarm.ringIn, log), alarm.ringIn);
  const onLeft = (item: Element, target: Element) => stays.leave(item, target, performance.now());
  const emptyItems = createEmptyItems(observers, onLeft, sightOf, log);

  const pageView = watchPageView(seenItems.changeUrl, clear);

  function clear(): void {
    seenItems.clear();
    stays.restartAll();
  }

  function look(): void {
    // A page that is left can be hidden already.
    if (!isVisible()) return stays.pause(performance.now());
    alarm.stop();
    emptyItems.look();
    observers.takeRecords();
    stays.look(performance.now());
  }

  function lookSoon(records?: readonly MutationRecord[]): void {
    pageView.check();
    if (records?.some(hasRemoved)) seenItems.sweep();
    const hasContent = records && emptyItems.onMutations(records);
    stays.uncover();
    if (hasContent || stays.isWaiting()) alarm.ringIn(SOON_MS);
  }

  return {
    onEntry(target, time, isEnough, hasBox) {
      for (const item of emptyItems.itemsOf(target)) {
        if (item === target) emptyItems.onMeasured(item, hasBox);
        const isObserved = isBox(target) && emptyItems.targetOf(item) === target;
        // What covered an item before the chunk was loaded is not known.
        if (isEnough && isObserved) stays.enter(item, target, Math.max(time, earliest));
        else stays.leave(item, target, time);
      }
    },
    onChanged(element) {
      if (emptyItems.onChanged(element)) alarm.ringIn(SOON_MS);
      stays.onChanged(element, emptyItems.targetOf(element));
    },
    look,
    lookSoon,
    seenIn: seenItems.seenIn,
    clear,
    stop: stopAll(alarm.stop, emptyItems.stop, pageView.stop, listenFor(stays, alarm, look)),
  };
};

function listenFor(stays: Stays, alarm: Alarm, look: () => void): Stop {
  return stopAll(
    listen(window, 'visibilitychange', look),
    // Scrolling can uncover an item without any other event. The layout is not read here, but soon.
    listen(window, 'scroll', () => {
      if (stays.uncover()) alarm.ringIn(SOON_MS);
    }),
  );
}

/** Whether an element was removed. A changed id is noted by the next of these, or when the list is asked for. */
const hasRemoved = ({ removedNodes }: MutationRecord): boolean => toArray(removedNodes).some(isElement);
