/** Loads the chunks for slots and media when the first of them is found. */

import { composedPathOf } from '../../browser/composed-path';
import { failure } from '../../browser/failure';
import { atOnce } from '../../browser/idle';
import { guard } from '../../browser/listen';
import type { SightParts } from '../../core/sources';
import type { AskRuntime } from '../../recommendations/runtime';

/** Fills or ranks a slot that was found, or one of whose attributes has changed. */
export function createSlotLoader({
  source,
  part,
  recommender: { core, stamp },
}: SightParts): (element: Element) => void {
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

/** Follows the media elements inside of items. */
export function createMediaLoader({ source, part }: SightParts): (element: HTMLMediaElement) => void {
  const withMedia = part('media', ({ startMedia }) => startMedia(source));
  return (element) => {
    if (source.config.media && source.read(element)) withMedia.use((each) => each.watch(element));
  };
}
