/** From items in the page to items that were seen: finds them, watches them, and says which list each was seen in. */

import { composedPathOf } from '../browser/composed-path';
import { onLeave } from '../browser/lifecycle';
import { listen, type Stop } from '../browser/listen';
import { watchPageView } from '../browser/page-view';
import type { Config } from '../config';
import type { Captured } from '../event';
import { observe } from './attributes';
import { startImpressions } from './impression';
import { startItems } from './items';

export function startSeeing(deps: {
  prefix: string;
  config: Config;
  now: () => number;
  later: (fn: () => void, ms: number) => Stop;
  lists: { add(list: string | undefined, itemId: string): boolean; clear(): void };
  emit: (captured: Captured) => void;
  say: (message: string) => void;
}): { scan(root?: unknown): void; stop: Stop } {
  const { config, prefix, lists, say } = deps;
  const rule = config.impressions;
  if (!rule) return { scan() {}, stop() {} };
  const { eventType, ratio, ms } = rule;
  if (eventType) {
    say(`impressions.eventType: ${eventType} takes one of the 10 event types that Personalize has, and trains on each`);
  }
  const read = (element: Element) => observe(composedPathOf(element), prefix, say);

  const impressions = startImpressions({
    ratio,
    ms,
    now: () => performance.now(),
    later: deps.later,
    onSeen(element) {
      const seen = read(element);
      if (!seen || !lists.add(seen.list, seen.itemId)) return;
      for (const type of new Set([seen.eventType('view'), eventType])) {
        if (type) deps.emit({ eventType: type, fields: seen.fields, at: deps.now() });
      }
    },
  });
  const pageView = watchPageView(() => {
    lists.clear();
    impressions.restartAll();
  });

  function watch(element: Element): void {
    const seen = read(element);
    if (seen) impressions.observe(element, JSON.stringify([seen.list, seen.itemId]));
  }
  function look(): void {
    pageView.check();
    impressions.look();
  }
  const items = startItems({
    attribute: `${prefix}-item-id`,
    onItem: watch,
    onChanged: watch,
    onRestyled: look,
    onRoot: () => {},
  });
  const stops = [
    items.stop,
    impressions.stop,
    pageView.stop,
    // What a hover, a click or a transition shows is told by no mutation.
    ...['click', 'transitionend', 'animationend'].map((type) => listen(window, type, look, { capture: true, passive: true })),
    onLeave(look),
  ];
  return {
    scan: (root) => items.scan(root instanceof Node && 'querySelectorAll' in root ? (root as ParentNode) : document),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
