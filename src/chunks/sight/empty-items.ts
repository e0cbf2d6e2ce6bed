/** Handles the items without a box of their own: when they are measured, and what is said of those that stay empty. */

import { later } from '../../browser/later';
import type { Stop } from '../../browser/listen';
import { native } from '../../browser/native';
import type { Sighting, SightParts } from '../../core/sources';
import { createContent } from './content';
import { areaOf, isBox, isInline, isRendered } from './content-parts';
import type { Observers } from './observers';
import { createStandIns, type StandIns } from './stand-ins';

/** An item that has nothing to show after this time is named in the debug log. */
const EMPTY_MS = 5000;

export interface EmptyItems extends Pick<StandIns, 'itemsOf' | 'targetOf'> {
  /** The item was measured, with a box of its own or without. */
  onMeasured(item: Element, hasBox: boolean): void;
  /** The item was found again: its shadow root may be new. True if it must be measured. */
  onChanged(item: Element): boolean;
  /** Notes whose content has changed. True if any must be measured. */
  onMutations(records: readonly MutationRecord[]): boolean;
  /** Measures those whose content has changed. */
  look(): void;
  stop: Stop;
}

export function createEmptyItems(
  observers: Pick<Observers, 'measure' | 'unobserve'>,
  onLeft: (item: Element, target: Element) => void,
  sightOf: (element: Element) => Sighting | undefined,
  log: SightParts['log'],
): EmptyItems {
  const changed = new Set<Element>();
  const standIns = createStandIns(observers, onLeft);
  // An observer reports only that an element enters or leaves, not that one in view has got a box: so it is measured again.
  const content = createContent(standIns, isPart, observers.measure);

  /** What is not inside of any item is the image of an `<area>`. */
  function isPart(part: Element, item: Element): boolean {
    const key = sightOf(item)?.key;
    return (sightOf(part)?.key ?? key) === key;
  }

  function nameIfEmpty(item: Element): void {
    const isEmpty = content.has(item) && standIns.targetOf(item) === item && !areaOf(item);
    if (isEmpty && native(item, 'isConnected'))
      log('never seen, because neither it nor an element in it has a size:', item);
  }

  return {
    ...standIns,
    onMeasured(item, hasBox) {
      if (hasBox && isBox(item) && !isInline(item)) content.drop(item);
      else if (!content.has(item) && isRendered(item)) {
        content.measure(item);
        later(() => nameIfEmpty(item), EMPTY_MS);
      }
    },
    onChanged: (item) => content.has(item) && Boolean(changed.add(item)),
    onMutations(records) {
      for (const item of content.changedBy(records)) changed.add(item);
      return changed.size > 0;
    },
    look() {
      for (const item of changed) if (content.has(item)) content.measure(item);
      changed.clear();
    },
    stop: content.stop,
  };
}
