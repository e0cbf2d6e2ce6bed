/** Notes what may have moved since the last look at the page, and measures it again. */

import { native } from '../../browser/native';
import type { Census } from './census';
import type { Movers } from './movers';
import type { Observed } from './observed';
import type { Places } from './places';

/**
 * If more elements than this have changed, or a changed element contains more items, one item of each band is measured
 * at once, and all items soon after.
 */
const MOST_CHANGED = 100;

export interface Changes {
  /** The element has changed: it and the items in it may have moved, and others too. */
  add(target: Element): void;
  /** `isNew`: a box has become a mover, so the mover of any item may have changed. */
  onScroll(isNew: boolean): void;
  /** Some items may have moved; `many`: any item. */
  onMove(many: boolean): void;
  /** Measures what may have moved. A position may be off by `by` px. */
  measure(by: number, movers: Movers, places: Places, observed: Observed, census: Census): void;
}

export function createChanges(attribute: string, ask: () => void): Changes {
  const changed = new Set<Element>();
  let someMayHaveMoved = true;
  let manyMayHaveMoved = true;
  let mustMeasureAll = false;

  function measureChanged(places: Places, put: Observed['put']): void {
    manyMayHaveMoved ||= changed.size > MOST_CHANGED;
    for (const element of changed) {
      if (places.has(element)) put(element);
      const inside = native(element, 'querySelectorAll', `[${attribute}]`);
      if (inside.length > MOST_CHANGED || native(element, 'shadowRoot')) manyMayHaveMoved = true;
      else inside.forEach(put);
    }
    changed.clear();
  }

  return {
    add(target) {
      someMayHaveMoved = true;
      if (changed.size <= MOST_CHANGED) changed.add(target);
      ask();
    },
    onScroll(isNew) {
      mustMeasureAll ||= isNew;
      ask();
    },
    onMove(many) {
      someMayHaveMoved = true;
      manyMayHaveMoved ||= many;
    },
    measure(by, movers, places, observed, census) {
      if (someMayHaveMoved || mustMeasureAll) {
        movers.reset();
        census.want(changed.size > 0 || manyMayHaveMoved || mustMeasureAll);
      }
      someMayHaveMoved = false;
      // Positions are relative to a reference item, so references are updated before single items are measured.
      if (places.follow(by, false)) census.want(true);
      measureChanged(places, observed.put);
      if (mustMeasureAll) for (const element of observed.all()) observed.put(element);
      else if (manyMayHaveMoved) places.follow(by, true);
      mustMeasureAll = manyMayHaveMoved = false;
    },
  };
}
