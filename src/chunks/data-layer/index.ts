/**
 * Entry of personalize-data-layer.min.js: captures the GA4 e-commerce events of a page as interactions.
 *
 * Existing entries of the layer are replayed, later ones are captured when they are pushed. Lists and promotions send
 * no event by default. They are stored as the impression of a later selection. An invalid or throwing entry never
 * affects the page's `push`.
 */

import { stopAll } from '../../browser/listen';
import { watchUrl } from '../../browser/watch-url';
import { formatValue, isNobody } from '../../core/limits';
import type { DataLayerModule } from '../../core/sources';
import { type Bag, isGtag, readEntry, toBag } from './entry';
import { followLayer } from './follow';
import { AN_ID, isWritableId, readItems } from './items';
import { createLists } from './lists';
import { createModel } from './model';
import { createPurchase, toEventTypes } from './rules';

export { PROTOCOL as protocol } from '../../core/protocol';

export const startDataLayer: DataLayerModule['startDataLayer'] = (
  { emit, identify, now, warn },
  { name: layerName, events },
  old = [],
) => {
  const eventTypes = toEventTypes(events, warn);
  const lists = createLists();
  const model = createModel();
  const url = watchUrl((isPath) => {
    if (!isPath) return;
    lists.clear();
    // Google Tag Manager keeps it. But an event without items on another path would be one of the wrong items.
    model.update({ ecommerce: undefined });
  });

  function capture(entry: unknown): void {
    const { name, params: own, userId } = readEntry(entry);
    const eventType = eventTypes.get(name);
    const isList = name === 'view_item_list' || name === 'view_promotion';
    const isRelevant = own && (eventType || isList);
    if (name === 'page_view') lists.clear();
    if (!isRelevant && userId === undefined) return;

    const wrong = (field: string, value: unknown, expected = AN_ID) =>
      warn(`${layerName}: ${formatValue(name)}: ${field} ${formatValue(value)} is not ${expected}: left out`);
    if (userId !== undefined) {
      if (isNobody(userId) || isWritableId(userId)) identify(userId);
      else wrong('user_id', userId);
    }
    if (!isRelevant) return;

    const params = withItems(entry, own);
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

  /** The items of an event may have been pushed before it. `gtag()` has them among its own parameters. */
  const withItems = (entry: unknown, own: Bag): Bag =>
    Array.isArray(own.items) || isGtag(entry as Bag) ? own : (toBag(model.ecommerce()) ?? own);

  const stop = followLayer(layerName, warn, (entry) => {
    try {
      url.check();
      model.update(entry);
      if (!old.includes(entry)) capture(entry);
    } catch (error) {
      warn(`${layerName}: an entry cannot be read: ${formatValue(error)}: left out`);
    }
  });
  return stopAll(stop, url.stop);
};
