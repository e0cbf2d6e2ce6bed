/** From items in the page to items that were seen: watches them, and says which list each was seen in. */

import type { Config } from '../api/config';
import { onLeave } from '../browser/lifecycle';
import { listen, type Stop, stopAll } from '../browser/listen';
import { watchPageView } from '../browser/page-view';
import type { Captured } from '../core/event';
import type { WithCrowd } from '../core/sources';
import type { Observed } from '../interactions/attributes';
import { startVisibility } from './visibility';

export interface Seeing {
  /** An item was found, has another id, or stands elsewhere. */
  watch(element: Element): void;
  /** Something may have been shown or hidden, or the route may have changed. */
  look(records?: readonly MutationRecord[]): void;
  stop: Stop;
}

export function startImpressions(deps: {
  rule: Exclude<Config['impressions'], false>;
  read: (element: Element) => Observed | undefined;
  now: () => number;
  lists: {
    add(list: string | undefined, itemId: string): boolean;
    clear(): void;
    onClear(fn: () => void): void;
  };
  emit: (captured: Captured) => void;
  withCrowd: WithCrowd;
}): Seeing {
  const { read, lists } = deps;
  const { eventType } = deps.rule;

  const impressions = startVisibility({
    ...deps.rule,
    withCrowd: deps.withCrowd,
    standsFor(element) {
      const seen = read(element);
      return seen && `${seen.list} ${seen.itemId}`;
    },
    onSeen(element) {
      const seen = read(element);
      if (!seen || !lists.add(seen.list, seen.itemId)) return;
      for (const type of new Set([seen.eventType('view'), eventType])) {
        if (type) deps.emit({ eventType: type, fields: seen.fields(), at: deps.now(), passive: true });
      }
    },
  });
  lists.onClear(impressions.restartAll);
  const pageView = watchPageView(lists.clear);

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
      // What a hover, a focus or a transition shows is told by no mutation.
      listen(window, 'click mouseover focusin transitionend animationend', () => look()),
      onLeave(impressions.look),
    ),
  };
}
