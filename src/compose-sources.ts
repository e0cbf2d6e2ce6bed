/** Starts the sources of events, each if the configuration turns it on and the page needs it. */

import type { Config } from './api/config';
import { composedPathOf } from './browser/composed-path';
import { atOnce } from './browser/idle';
import { onLeave } from './browser/lifecycle';
import { guard, listenAgain, type Stop, stopAll } from './browser/listen';
import { log } from './browser/warn';
import type { Sight, SlotParts, SourceParts } from './core/sources';
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
  const { dataLayer, impressions: rule } = config;

  if (dataLayer) {
    // Loaded at once, because events pushed just before the page is left must be captured too.
    part('data-layer', ({ startDataLayer }) => ({ stop: startDataLayer(source, dataLayer) }), atOnce).use(
      () => {},
    );
  }
  const forms = createForms({ ...source, counts });
  // Not only when the chunk has found it.
  forms.enter(document);
  let sight: Sight | undefined;
  // Loaded on every page: it finds items, slots and media, also later ones and those in shadow roots.
  const withSight = part(
    'sight',
    ({ startSight }) =>
      startSight({
        rule,
        source,
        log,
        part,
        finds: {
          onRoot: forms.enter,
          onSlot: createSlotLoader(source, part, recommender),
          onMedia: createMediaLoader(source, part, config.media),
          onOpened: listenAgain,
        },
      }),
    atOnce,
  );
  withSight.use((loaded) => {
    sight = loaded;
    if (rule) lists.follow(loaded);
  });
  const stops = [
    forms.stop,
    stop,
    // Here and not in the chunk: its events must be recorded before the listener of the outbox is called.
    onLeave(() => sight?.look()),
  ];
  if (config.clicks) stops.push(startClick({ ...source, read: readPath, counts }));

  return { scan: (root) => withSight.use((each) => each.scan(root)), stop: stopAll(...stops) };
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
