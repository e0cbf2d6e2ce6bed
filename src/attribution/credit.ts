/** Completes what was captured with what is known of the item: the caller's value, then the container's, then memory. */

import type { Captured, EpochMs, EventFields, PutEvent } from '../event';
import { toId } from '../limits';
import type { RecommendationMemory } from './recommendation-memory';
import type { SeenLists } from './seen-lists';

export function credit(
  captured: Captured,
  lists: SeenLists | undefined,
  memory: RecommendationMemory,
  offers: RecommendationMemory,
): EventFields {
  const { list, at } = captured;
  const fields = { ...captured.fields };
  const itemId = toId(fields.itemId);
  if (!itemId) return fields;
  if (list !== undefined && !fields.impression) fields.impression = lists?.impression(list, itemId);
  // Both or neither: a recommendation and a source of different origins would tell a story that never was.
  if (!fields.recommendationId && !fields.metricAttribution) {
    const origin = memory.recall(itemId, at) ?? offers.recall(itemId, at);
    if (origin?.recommendationId) fields.recommendationId = origin.recommendationId;
    if (origin?.source) fields.metricAttribution = { eventAttributionSource: origin.source };
  }
  return fields;
}

/** Remembers where an item was chosen, from what was fit to be sent; a purchase ends it. */
export function remember(
  { eventType, itemId, recommendationId, metricAttribution }: PutEvent,
  at: EpochMs,
  memory: RecommendationMemory,
): void {
  if (!itemId) return;
  const source = metricAttribution?.eventAttributionSource;
  // After a purchase the next interest in the item is a new one: it comes from nowhere, whatever offered it before.
  if (eventType === 'Purchase') memory.remember([itemId], {}, at);
  else if (recommendationId || source) memory.remember([itemId], { recommendationId, source }, at);
}
