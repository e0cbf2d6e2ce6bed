/**
 * Adds the attribution to a captured interaction. The first source that has a value wins: the caller, the container,
 * the recommendation from which the item was chosen, the latest recommendation that contained the item.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { Captured, EpochMs, PutEvent } from '../core/event';
import type { EventFields } from '../core/event-fields';
import { ownOf, toId } from '../core/limits';
import { ATTRIBUTED, createRecommendationMemory, type Origin, RECOMMENDED } from './recommendation-memory';

export interface Attribution {
  /** Returns the captured fields with the attribution added. */
  credit(captured: Captured): EventFields;
  /**
   * Stores the recommendation from which an item was chosen, if the event is valid. A purchase removes the attribution
   * of the item.
   */
  onChosen(body: PutEvent, captured: Captured): void;
  /** Stores the recommendation for these recommended items. */
  offer(itemIds: readonly string[], origin: Origin): void;
  /** Clears the attributed and the recommended items. */
  clear(): void;
}

export function createAttribution(storage: SiteStorage, windowMs: number, now: () => EpochMs): Attribution {
  const attributed = createRecommendationMemory(storage, ATTRIBUTED, windowMs);
  const recommended = createRecommendationMemory(storage, RECOMMENDED, windowMs);

  return {
    credit(captured) {
      const { at } = captured;
      const fields = ownOf(captured.fields);
      const itemId = toId(fields.itemId);
      if (!itemId) return fields;
      // Takes both values from memory or none: an id and a source from different recommendations would be false.
      if (!fields.recommendationId && !fields.metricAttribution) {
        const [, recommendationId, source] =
          attributed.recall([fields.eventId, itemId], at) ?? recommended.recall([itemId], at) ?? [];
        if (recommendationId) fields.recommendationId = recommendationId;
        if (source) fields.metricAttribution = { eventAttributionSource: source };
      }
      return fields;
    },

    onChosen({ eventType, eventId, itemId, recommendationId, metricAttribution }, { at, fields }) {
      if (!itemId) return;
      const source = metricAttribution?.eventAttributionSource;
      // After a purchase the item has no attribution: the empty entry takes precedence over earlier recommendations.
      if (eventType === 'Purchase') {
        // This purchase was recorded before (the page was reloaded): items chosen since then keep their attribution.
        if (attributed.recall([eventId], at)) return;
        attributed.remember([itemId], {}, at);
        // Stores the attribution under the event id, so that the same purchase recorded after a reload gets it again.
        // Event ids do not collide with item ids.
        itemId = eventId;
      } else if (!recommendationId && !source) return;
      else if (!fields.recommendationId && !fields.metricAttribution) {
        // An attribution from memory is not stored again, because the window starts at the click. The exception is a
        // click on a recommended item: it makes the item an attributed item.
        if (eventType !== 'Click' || attributed.recall([itemId], at)) return;
      }
      attributed.remember([itemId], { recommendationId, source }, at);
    },

    offer: (itemIds, origin) => recommended.remember(itemIds, origin, now()),

    clear() {
      attributed.clear();
      recommended.clear();
    },
  };
}
