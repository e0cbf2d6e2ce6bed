/** Describes what an element shows, and sends its view event, if it has one, once per page view. */

import type { Sighting, SightParts, SightRule } from '../../core/sources';
import type { SeenItems } from './seen-items';

export const createSightings =
  ({ eventType }: SightRule, { read, emit, now }: SightParts['source'], seenItems: SeenItems) =>
  (element: Element): Sighting | undefined => {
    const observed = read(element);
    if (!observed) return undefined;
    const { list, itemId } = observed;
    const seen = seenItems.enter(element, observed);
    return {
      key: `${list} ${itemId}`,
      isSeen: seen.has,
      seen() {
        if (!seen.add()) return;
        for (const type of new Set([observed.eventType('view'), eventType])) {
          if (type) emit({ eventType: type, fields: observed.fields(), at: now(), passive: true });
        }
      },
    };
  };
