/** Starts the sources of events, each if the configuration turns it on and the page needs it. */

import type { Config } from './api/config';
import type { Core } from './api/tag';
import { composedPathOf } from './browser/composed-path';
import { failure } from './browser/failure';
import { atOnce } from './browser/idle';
import { onLeave } from './browser/lifecycle';
import { guard, listenAgain, stopAll } from './browser/listen';
import { toArray } from './browser/native';
import { log } from './browser/warn';
import type { Sources } from './consent/states';
import type { Sight, SlotParts, SourceParts } from './core/sources';
import type { SeenLists } from './impressions/seen-lists';
import { observe } from './interactions/attributes';
import { startClick } from './interactions/click';
import { createForms } from './interactions/form';
import { createGesture } from './interactions/gesture';
import type { Parts } from './loader/lazy-parts';
import type { AskRuntime } from './recommendations/runtime';

interface Deps {
  config: Config;
  source: Omit<SourceParts, 'config' | 'read'>;
  parts: Parts;
  recommender: {
    stamp: SlotParts['recommender']['stamp'];
    /** Undefined without consent. */
    core(): Core | undefined;
  };
  lists: SeenLists;
  /** The entries that a data layer has already belong to a time without consent. */
  isLate: boolean;
}

export function startSources({ config, parts, recommender, lists, isLate, ...deps }: Deps): Sources {
  const { part } = parts;
  const prefix = config.attributePrefix;
  const readPath = (path: readonly EventTarget[]) => observe(path, prefix, deps.source.warn);
  const read = (element: Element) => readPath(composedPathOf(element));
  const source: SourceParts = { ...deps.source, config, read };
  // Before the sources that ask it.
  const { counts, stop } = createGesture();
  const { dataLayer, impressions: rule } = config;

  if (dataLayer) {
    // Loaded at once, because events pushed just before the page is left must be captured too.
    const known = isLate && (Reflect.get(globalThis, dataLayer.name) as unknown[] | undefined);
    const old = known ? toArray(known) : [];
    part(
      'data-layer',
      ({ startDataLayer }) => ({ stop: startDataLayer(source, dataLayer, old) }),
      atOnce,
    ).use(() => {});
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
    lists.follow(loaded);
  });
  const stops = [
    forms.stop,
    stop,
    parts.stop,
    // Here and not in the chunk: its events must be recorded before the listener of the outbox is called.
    onLeave(() => sight?.look()),
  ];
  if (config.clicks) stops.push(startClick({ ...source, read: readPath, counts }));

  return { scan: (root) => withSight.use((each) => each.scan(root)), stop: stopAll(...stops) };
}

/** Loads the slots chunk when the first slot is found. */
function createSlotLoader(
  source: SourceParts,
  part: Parts['part'],
  { core, stamp }: Deps['recommender'],
): (element: Element) => void {
  const ask: AskRuntime = (...request) =>
    core()?.ask(...request) ?? Promise.reject(failure('ConsentError', 'without consent'));
  const withSlots = part(
    'slots',
    ({ startSlots }) => startSlots({ ...source, recommender: { ask, stamp }, guard, pathOf: composedPathOf }),
    atOnce,
  );
  return (element) => {
    const since = performance.now();
    // Without consent the slot is left alone. It is found again at a grant.
    if (!core()) return;
    // Both chunks load at once, because the slot needs both.
    core()?.warm();
    withSlots.use((slots) => slots.watch(element, since));
  };
}

/** Loads the media chunk when the first media element inside an item is found. */
function createMediaLoader(
  source: SourceParts,
  part: Parts['part'],
  isOn: boolean,
): (element: HTMLMediaElement) => void {
  const withMedia = part('media', ({ startMedia }) => startMedia(source));
  return (element) => {
    if (isOn && source.read(element)) withMedia.use((media) => media.watch(element));
  };
}
