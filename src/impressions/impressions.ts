/** Watches items, and reports what may have shown or hidden them. */

import { onLeave } from '../browser/lifecycle';
import { listen, type Stop, stopAll } from '../browser/listen';
import type { SightParts, WithCrowd, WithSight } from '../core/sources';
import type { SeenLists } from './seen-lists';
import { startVisibility } from './visibility';

export interface Seeing {
  /** An item was found, has a new id, or was moved. */
  watch(element: Element): void;
  /** Items can have been shown or hidden, or the URL can have changed. */
  look(records?: readonly MutationRecord[]): void;
  stop: Stop;
}

export function startImpressions(
  { ratio }: SightParts['rule'],
  lists: SeenLists,
  withSight: WithSight,
  withCrowd: WithCrowd,
): Seeing {
  const visibility = startVisibility(
    ratio,
    (observers, use) =>
      withSight(observers, (sight) => {
        lists.follow(sight);
        use(sight);
      }),
    withCrowd,
  );
  const { observe, look, lookSoon } = visibility;

  return {
    watch: observe,
    look: lookSoon,
    stop: stopAll(
      visibility.stop,
      // No mutation reports an item that a hover, a focus or a transition shows.
      listen(window, 'click mouseover focusin transitionend animationend', () => lookSoon()),
      onLeave(look),
    ),
  };
}
