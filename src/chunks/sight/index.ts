/**
 * Entry of personalize-sight.min.js: decides which of the items with enough pixels in the viewport a person could see
 * for long enough.
 *
 * The tag reports what IntersectionObservers know: boxes, scroll containers and the viewport. This chunk knows the rest:
 * covers, transparency, items without a box, nodes that are replaced by others for the same item.
 */

import { isVisible } from '../../browser/lifecycle';
import { listen, stopAll } from '../../browser/listen';
import { native, toArray } from '../../browser/native';
import type { SightModule } from '../../core/sources';
import { createAlarm } from './alarm';
import { isBox } from './content-parts';
import { createEmptyItems } from './empty-items';
import { watchPageView } from './page-view';
import { createSecond } from './second';
import { createSeenItems } from './seen-items';
import { createSightings } from './sightings';
import { createStays } from './stays';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Combines a burst of changes into one look, and is short compared to the second. */
const SOON_MS = 50;

export const startSight: SightModule['startSight'] = ({ rule, observers, source, log }) => {
  const alarm = createAlarm(look);
  const seenItems = createSeenItems(`${source.config.attributePrefix}-item-id`, source.read);
  const sightOf = createSightings(rule, source, seenItems);
  const emptyItems = createEmptyItems(observers, sightOf, log);
  const stays = createStays(createSecond(rule, sightOf, alarm.ringIn, log), alarm.ringIn);

  const pageView = watchPageView(seenItems.changeUrl, clear);

  function clear(): void {
    seenItems.clear();
    stays.restartAll();
  }

  function look(): void {
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
      const item = emptyItems.itemOf(target);
      if (item === target) emptyItems.onMeasured(item, hasBox);
      if (isEnough && isBox(target)) stays.enter(item, target, time);
      else stays.leave(target, time);
    },
    onChanged(element) {
      if (emptyItems.onChanged(element)) alarm.ringIn(SOON_MS);
      stays.onChanged(emptyItems.targetOf(element));
    },
    look,
    lookSoon,
    seenIn: seenItems.seenIn,
    clear,
    stop: stopAll(
      alarm.stop,
      emptyItems.stop,
      pageView.stop,
      listen(window, 'visibilitychange', () => {
        if (isVisible()) look();
        else stays.pause(performance.now());
      }),
      // Scrolling can uncover an item without any other event. The layout is not read here, but soon.
      listen(window, 'scroll', () => {
        if (stays.uncover()) alarm.ringIn(SOON_MS);
      }),
    ),
  };
};

/** Whether an element was removed. A changed id is noted by the next of these, or when the list is asked for. */
const hasRemoved = ({ removedNodes }: MutationRecord): boolean =>
  toArray(removedNodes).some((node) => native(node, 'nodeType') === Node.ELEMENT_NODE);
