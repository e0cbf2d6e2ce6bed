/**
 * Entry of personalize-data-layer.min.js: captures the GA4 e-commerce events of a page as interactions.
 *
 * Existing entries of the layer are replayed, later ones are captured when they are pushed. Lists and promotions send
 * no event by default. They are stored as the impression of a later selection. An invalid or throwing entry never
 * affects the page's `push`.
 */

import { formatValue } from '../../core/limits';
import type { DataLayerModule } from '../../core/sources';
import { readEntry } from './entry';
import { followLayer } from './follow';
import { AN_ID, isWritableId, readItems } from './items';
import { createLists } from './lists';
import { createPurchase, toEventTypes } from './rules';

export { PROTOCOL as protocol } from '../../core/protocol';

export const startDataLayer: DataLayerModule['startDataLayer'] = (
  { emit, identify, now, warn },
  { name: layerName, events },
) => {
  const eventTypes = toEventTypes(events, warn);
  const lists = createLists();

  function capture(entry: unknown): void {
    const { name, params, userId } = readEntry(entry);
    const eventType = eventTypes.get(name);
    const isList = name === 'view_item_list' || name === 'view_promotion';
    const isRelevant = params && (eventType || isList);
    if (!isRelevant && userId == null) return;

    const wrong = (field: string, value: unknown, expected = AN_ID) =>
      warn(`${layerName}: ${formatValue(name)}: ${field} ${formatValue(value)} is not ${expected}: left out`);
    if (userId != null) {
      if (isWritableId(userId)) identify(userId);
      else wrong('user_id', userId);
    }
    if (!isRelevant) return;

    const items = readItems(params, wrong);
    if (isList) lists.remember(items, params);
    if (!eventType) return;
    const eventIdOf = name === 'purchase' && createPurchase(params, wrong);
    const isSelection = name === 'select_item' || name === 'select_promotion';
    const at = now();
    for (const { item, itemId, eventValue } of items) {
      const impression = isSelection ? lists.impression(itemId, item, params) : undefined;
      const eventId = eventIdOf ? eventIdOf(itemId) : undefined;
      emit({ eventType, fields: { itemId, eventValue, impression, eventId }, at });
    }
  }

  return followLayer(layerName, warn, (entry) => {
    try {
      capture(entry);
    } catch (error) {
      warn(`${layerName}: an entry cannot be read: ${formatValue(error)}: left out`);
    }
  });
};
