/** Completes what was captured with what is known of the item: the caller's value, then the container's, then memory. */

import type { Captured, EventFields } from '../event';
import { toId } from '../limits';
import type { RecommendationMemory } from './recommendation-memory';
import type { SeenLists } from './seen-lists';

export function credit(captured: Captured, lists: SeenLists, memory: RecommendationMemory): EventFields {
  const { list, at } = captured;
  const fields = { ...captured.fields };
  const itemId = toId(fields.itemId);
  if (!itemId) return fields;

  if (list !== undefined && !fields.impression) fields.impression = lists.impression(list, itemId);

  const source = fields.metricAttribution?.eventAttributionSource;
  if (fields.recommendationId || source) {
    memory.remember([itemId], { recommendationId: fields.recommendationId, source }, at);
  } else {
    // Both or neither: a recommendation and a source of different origins would tell a story that never was.
    const origin = memory.recall(itemId, at);
    if (origin?.recommendationId) fields.recommendationId = origin.recommendationId;
    if (origin?.source) fields.metricAttribution = { eventAttributionSource: origin.source };
  }
  if (captured.eventType === 'Purchase') memory.forget(itemId);
  return fields;
}
