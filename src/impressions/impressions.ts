/** Watches items. Adds each seen item to its list, and sends its view event, if it has one, once per page view. */

import type { Config } from '../api/config';
import { onLeave } from '../browser/lifecycle';
import { listen, type Stop, stopAll } from '../browser/listen';
import { watchPageView } from '../browser/page-view';
import type { Captured } from '../core/event';
import type { Sighting, WithCrowd, WithSight } from '../core/sources';
import type { Observed } from '../interactions/attributes';
import { startVisibility } from './visibility';

export interface Seeing {
  /** An item was found, has a new id, or was moved. */
  watch(element: Element): void;
  /** Items can have been shown or hidden, or the route can have changed. */
  look(records?: readonly MutationRecord[]): void;
  stop: Stop;
}

export function startImpressions(deps: {
  rule: Exclude<Config['impressions'], false>;
  read: (element: Element) => Observed | undefined;
  now: () => number;
  lists: {
    add(list: string | undefined, itemId: string): boolean;
    has(list: string | undefined, itemId: string): boolean;
    clear(): void;
    onClear(fn: () => void): void;
  };
  emit: (captured: Captured) => void;
  withSight: WithSight;
  withCrowd: WithCrowd;
}): Seeing {
  const { read, lists } = deps;
  const { eventType } = deps.rule;

  const impressions = startVisibility(deps.rule, sightOf, deps.withSight, deps.withCrowd);
  lists.onClear(impressions.restartAll);
  const pageView = watchPageView(lists.clear);

  function sightOf(element: Element): Sighting | undefined {
    const observed = read(element);
    if (!observed) return undefined;
    const { list, itemId } = observed;
    return {
      key: `${list} ${itemId}`,
      isSeen: () => lists.has(list, itemId),
      seen() {
        if (!lists.add(list, itemId)) return;
        for (const type of new Set([observed.eventType('view'), eventType])) {
          if (type) deps.emit({ eventType: type, fields: observed.fields(), at: deps.now(), passive: true });
        }
      },
    };
  }

  function look(records?: readonly MutationRecord[]): void {
    pageView.check();
    impressions.lookSoon(records);
  }

  return {
    watch: impressions.observe,
    look,
    stop: stopAll(
      impressions.stop,
      pageView.stop,
      // No mutation reports an item that a hover, a focus or a transition shows.
      listen(window, 'click mouseover focusin transitionend animationend', () => look()),
      onLeave(impressions.look),
    ),
  };
}
