/**
 * Entry of personalize-crowd.min.js: on a page of very many items, observes only those near the viewport, since each
 * target of an IntersectionObserver costs time in every frame, wherever it is.
 *
 * No item may be missed because of that. The next items on either side of the viewport are also observed, however far
 * away they are: items that come into view slowly pass them. A jump is detected in the same frame by its cause: a
 * scroll, a mutation, a resize or an animation. After every change except a scroll, all items are measured again.
 *
 * Layout is read only in the callback of a ResizeObserver, which runs after layout and before IntersectionObservers.
 */

import { listen } from '../../browser/listen';
import type { CrowdModule } from '../../core/sources';
import { createAfterLayout } from './after-layout';
import { createAnimations } from './animations';
import { createCensus } from './census';
import { createChanges } from './changes';
import { createMovers } from './movers';
import { createObserved } from './observed';
import { createPlaces } from './places';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Items within this many viewport heights of the viewport are near. An expected position may be off by half of it. */
const MARGIN = 0.5;
/** Time for measuring new items in each frame. The others wait. */
const SLICE_MS = 20;

export const startCrowd: CrowdModule['startCrowd'] = (plain, attribute) => {
  const newItems = new Set<Element>();
  const layout = createAfterLayout(look);
  const changes = createChanges(attribute, layout.ask);
  const animations = createAnimations(changes.add);
  const movers = createMovers(animations, changes.onScroll);
  const places = createPlaces(movers.of);
  const observed = createObserved(plain, places, newItems, layout.ask);
  const census = createCensus(observed.all, observed.put, layout.ask);

  function measureNew(): void {
    const end = performance.now() + SLICE_MS;
    for (const element of newItems) {
      if (performance.now() > end) return layout.ask();
      newItems.delete(element);
      observed.put(element);
    }
  }

  function look(isResized: boolean): void {
    const margin = innerHeight * MARGIN;
    if (isResized) changes.onMove(true);
    changes.measure(margin / 2, movers, places, observed, census);
    measureNew();
    census.work();
    if (animations.isMoving()) layout.ask();

    places.choose(innerHeight, margin)?.forEach(observed.observe);
    observed.release();
  }

  const stopListening = listen(window, 'resize load', () => {
    changes.onMove(false);
    layout.ask();
  });

  return {
    add(element) {
      // Observed until it is measured, because it can take the place of an item in view.
      observed.observe(element);
      newItems.add(element);
      layout.ask();
    },
    notice(records) {
      for (const { type, target } of records ?? []) {
        if (type === 'attributes') changes.add(target as Element);
      }
      if (records) changes.onMove(false);
      layout.ask();
    },
    stop() {
      layout.stop();
      movers.stop();
      census.stop();
      observed.stop();
      stopListening();
    },
  };
};
