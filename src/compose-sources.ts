/** Starts the sources of events, each if the configuration turns it on and the page needs it. */

import type { Config } from './api/config';
import { composedPathOf } from './browser/composed-path';
import { atOnce } from './browser/idle';
import { guard, type Stop, stopAll } from './browser/listen';
import { log } from './browser/warn';
import type { SlotParts, SourceParts } from './core/sources';
import { startItems } from './impressions/discovery';
import { startImpressions } from './impressions/impressions';
import type { SeenLists } from './impressions/seen-lists';
import { observe } from './interactions/attributes';
import { startClick } from './interactions/click';
import { createForms } from './interactions/form';
import { createGesture } from './interactions/gesture';
import type { Parts } from './loader/lazy-parts';

type Deps = Omit<SourceParts, 'read'> & {
  config: Config;
  part: Parts['part'];
  recommender: SlotParts['recommender'] & { warm(): void };
  lists: SeenLists;
};

export function startSources(deps: Deps): { scan(root: ParentNode): void; stop: Stop } {
  const { config, part } = deps;
  const prefix = config.attributePrefix;
  const readPath = (path: readonly EventTarget[]) => observe(path, prefix, deps.warn);
  const gesture = createGesture();
  const parts = { ...deps, ...gesture, read: (element: Element) => readPath(composedPathOf(element)) };
  const attribute = `${prefix}-item-id`;

  if (config.dataLayer) {
    const { dataLayer } = config;
    // Loaded at once, because events pushed just before the page is left must be captured too.
    part('data-layer', ({ startDataLayer }) => ({ stop: startDataLayer(parts, dataLayer) }), atOnce).use(
      () => {},
    );
  }
  const rule = config.impressions;
  const impressions = rule
    ? startImpressions(
        rule,
        deps.lists,
        (observers, use) =>
          part('sight', ({ startSight }) => startSight({ rule, observers, source: parts, log }), atOnce).use(
            use,
          ),
        (plain, use) => part('crowd', ({ startCrowd }) => startCrowd(plain, attribute)).use(use),
      )
    : undefined;
  const forms = createForms(parts);
  const items = startItems(attribute, `[${prefix}-recommend],[${prefix}-rank]`, {
    onItem: (element) => impressions?.watch(element),
    onChanged(element) {
      impressions?.watch(element);
      // A media element may have become an item after it was found.
      items.scan(element);
    },
    onRestyled: (records) => impressions?.look(records),
    onRoot: forms.enter,
    onSlot: createSlotLoader(parts),
    onMedia: createMediaLoader(parts),
  });
  const stops = [items.stop, forms.stop, gesture.stop];
  if (impressions) stops.push(impressions.stop);
  if (config.clicks) stops.push(startClick({ ...parts, read: readPath }));

  return { scan: items.scan, stop: stopAll(...stops) };
}

/** Loads the slots chunk when the first slot is found. */
function createSlotLoader(parts: Deps & SourceParts): (element: Element) => void {
  const { recommender } = parts;
  const withSlots = parts.part(
    'slots',
    ({ startSlots }) => startSlots({ ...parts, guard, pathOf: composedPathOf }),
    atOnce,
  );
  return (element) => {
    const since = performance.now();
    // Both chunks load at once, because the slot needs both.
    recommender.warm();
    withSlots.use((source) => source.watch(element, since));
  };
}

/** Loads the media chunk when the first media element inside an item is found. */
function createMediaLoader(parts: Deps & SourceParts): (element: HTMLMediaElement) => void {
  const withMedia = parts.part('media', ({ startMedia }) => startMedia(parts));
  return (element) => {
    if (parts.config.media && parts.read(element)) withMedia.use((source) => source.watch(element));
  };
}
