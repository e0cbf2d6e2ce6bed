/** Starts the sources of events, each if the configuration turns it on and the page needs it. */

import type { Config } from './api/config';
import { composedPathOf } from './browser/composed-path';
import { atOnce } from './browser/idle';
import { onLeave } from './browser/lifecycle';
import { listenAgain, stopAll } from './browser/listen';
import { toArray } from './browser/native';
import { log } from './browser/warn';
import type { Sources } from './consent/states';
import type { Sight, SightParts, SourceParts } from './core/sources';
import type { SeenLists } from './impressions/seen-lists';
import { observe } from './interactions/attributes';
import { startClick } from './interactions/click';
import { createForms } from './interactions/form';
import { createGesture } from './interactions/gesture';
import type { Parts } from './loader/lazy-parts';

interface Deps {
  config: Config;
  source: Omit<SourceParts, 'config' | 'read'>;
  parts: Parts;
  recommender: SightParts['recommender'];
  lists: SeenLists;
  /** The entries that a data layer has already belong to a time without consent. */
  isLate: boolean;
}

export function startSources({ config, parts, recommender, lists, isLate, ...deps }: Deps): Sources {
  const { part } = parts;
  const prefix = config.attributePrefix;
  const readPath = (path: readonly EventTarget[]) => observe(path, prefix, deps.source.warn);
  const read = (element: Element) => readPath(composedPathOf(element));
  const source = { ...deps.source, config, read };
  // Before the sources that ask it.
  const { counts, stop } = createGesture();
  const { dataLayer } = config;

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
        source,
        log,
        part,
        recommender,
        onRoot: forms.enter,
        onOpened: listenAgain,
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
