/**
 * Whose credit an interaction is. What was captured is completed with what is known of the item: the caller's value, then
 * the container's, then where the item was chosen, then what it was recommended by.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { Captured, EpochMs, EventFields, PutEvent } from '../core/event';
import { toId } from '../core/limits';
import type { SeenLists } from '../impressions/seen-lists';
import { ATTRIBUTED, createRecommendationMemory, type Origin, RECOMMENDED } from './recommendation-memory';

export interface Attribution {
  /** The fields of what was captured, completed. */
  credit(captured: Captured): EventFields;
  /** Remembers where an item was chosen, from what was fit to be sent; a purchase ends it. */
  onChosen(body: PutEvent, captured: Captured): void;
  /** These were recommended. */
  offer(itemIds: readonly string[], origin: Origin): void;
  /** Forgets what was chosen and what was recommended. */
  clear(): void;
}

export function createAttribution(
  storage: SiteStorage,
  windowMs: number,
  now: () => EpochMs,
  lists: SeenLists | undefined,
): Attribution {
  const chosen = createRecommendationMemory(storage, ATTRIBUTED, windowMs);
  const offers = createRecommendationMemory(storage, RECOMMENDED, windowMs);

  return {
    credit({ list, at, fields: given }) {
      const fields = { ...given };
      const itemId = toId(fields.itemId);
      if (!itemId) return fields;
      if (list !== undefined && !fields.impression) fields.impression = lists?.impression(list, itemId);
      // Both or neither: a recommendation and a source of different origins would tell a story that never was.
      if (!fields.recommendationId && !fields.metricAttribution) {
        const [, recommendationId, source] =
          chosen.recall([fields.eventId, itemId], at) ?? offers.recall([itemId], at) ?? [];
        if (recommendationId) fields.recommendationId = recommendationId;
        if (source) fields.metricAttribution = { eventAttributionSource: source };
      }
      return fields;
    },

    onChosen({ eventType, eventId, itemId, recommendationId, metricAttribution }, { at, fields }) {
      if (!itemId) return;
      const source = metricAttribution?.eventAttributionSource;
      // After a purchase the next interest in the item is a new one: it comes from nowhere, whatever offered it before.
      if (eventType === 'Purchase') {
        // Made again, by a page that is loaded again: what was chosen since stays.
        if (chosen.recall([eventId], at)) return;
        chosen.remember([itemId], {}, at);
        // The same one made again, by a page that is loaded again, must be the same; ids of events are not those of items.
        itemId = eventId;
      } else if (!recommendationId && !source) return;
      else if (!fields.recommendationId && !fields.metricAttribution) {
        // What was recalled is not remembered again: the window begins at the click. A click on what was offered chooses it.
        if (eventType !== 'Click' || chosen.recall([itemId], at)) return;
      }
      chosen.remember([itemId], { recommendationId, source }, at);
    },

    offer: (itemIds, origin) => offers.remember(itemIds, origin, now()),

    clear() {
      chosen.clear();
      offers.clear();
    },
  };
}
