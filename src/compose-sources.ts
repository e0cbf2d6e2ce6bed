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

interface Deps {
  config: Config;
  source: Omit<SourceParts, 'config' | 'read'>;
  part: Parts['part'];
  recommender: SlotParts['recommender'] & { warm(): void };
  lists: SeenLists;
}

export function startSources({ config, part, recommender, lists, ...deps }: Deps): {
  scan(root: ParentNode): void;
  stop: Stop;
} {
  const prefix = config.attributePrefix;
  const readPath = (path: readonly EventTarget[]) => observe(path, prefix, deps.source.warn);
  const read = (element: Element) => readPath(composedPathOf(element));
  const source: SourceParts = { ...deps.source, config, read };
  // Before the sources that ask it.
  const { counts, stop } = createGesture();
  const attribute = `${prefix}-item-id`;
  const { dataLayer, impressions: rule } = config;

  if (dataLayer) {
    // Loaded at once, because events pushed just before the page is left must be captured too.
    part('data-layer', ({ startDataLayer }) => ({ stop: startDataLayer(source, dataLayer) }), atOnce).use(
      () => {},
    );
  }
  const impressions = rule
    ? startImpressions(
        rule,
        lists,
        (observers, use) =>
          part('sight', ({ startSight }) => startSight({ rule, observers, source, log }), atOnce).use(use),
        (plain, use) => part('crowd', ({ startCrowd }) => startCrowd(plain, attribute)).use(use),
      )
    : undefined;
  const forms = createForms({ ...source, counts });
  const items = startItems(attribute, `[${prefix}-recommend],[${prefix}-rank]`, {
    onItem: (element) => impressions?.watch(element),
    onChanged(element) {
      impressions?.watch(element);
      // A media element may have become an item after it was found.
      items.scan(element);
    },
    onRestyled: (records) => impressions?.look(records),
    onRoot: forms.enter,
    onSlot: createSlotLoader(source, part, recommender),
    onMedia: createMediaLoader(source, part, config.media),
  });
  const stops = [items.stop, forms.stop, stop];
  if (impressions) stops.push(impressions.stop);
  if (config.clicks) stops.push(startClick({ ...source, read: readPath, counts }));

  return { scan: items.scan, stop: stopAll(...stops) };
}

/** Loads the slots chunk when the first slot is found. */
function createSlotLoader(
  source: SourceParts,
  part: Deps['part'],
  recommender: Deps['recommender'],
): (element: Element) => void {
  const withSlots = part(
    'slots',
    ({ startSlots }) => startSlots({ ...source, recommender, guard, pathOf: composedPathOf }),
    atOnce,
  );
  return (element) => {
    const since = performance.now();
    // Both chunks load at once, because the slot needs both.
    recommender.warm();
    withSlots.use((slots) => slots.watch(element, since));
  };
}

/** Loads the media chunk when the first media element inside an item is found. */
function createMediaLoader(
  source: SourceParts,
  part: Deps['part'],
  isOn: boolean,
): (element: HTMLMediaElement) => void {
  const withMedia = part('media', ({ startMedia }) => startMedia(source));
  return (element) => {
    if (isOn && source.read(element)) withMedia.use((media) => media.watch(element));
  };
}
