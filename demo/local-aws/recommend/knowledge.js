/** The data for recommendations: the seed, and all items, users and events that the local AWS has received. */

import { jsonObject } from '../put-events.js';
import { attributesOf, attributesOfItem } from './attributes.js';
import { createHistory } from './history.js';
import { seededEvents, seededItems } from './seed.js';

/** @typedef {import('../state.js').State} State */
/** @typedef {import('../state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('./attributes.js').Attributes} Attributes */
/** @typedef {{ items: Map<string, Attributes>, history: import('./history.js').History, users: State['users'] }} Knowledge */

/**
 * The history of each state, the number of events that it contains, and the last of them.
 * @type {WeakMap<State, { history: import('./history.js').History, read: number, last: AcceptedEvent | undefined }>}
 */
const histories = new WeakMap();

/**
 * @param {State} state
 * @returns {Knowledge}
 */
export const knowledgeOf = (state) => {
  const history = historyOf(state);
  /** @type {Map<string, Attributes>} */
  const items = new Map(catalogue);
  // Items that occur only in events exist too, without attributes.
  for (const itemId of history.itemIds) if (!items.has(itemId)) items.set(itemId, new Map());
  for (const [itemId, item] of state.items) items.set(itemId, attributesOfItem(item));
  return { items, history, users: state.users };
};

/** @type {Map<string, Attributes>} */
const catalogue = new Map(seededItems.map(({ itemId, properties }) => [itemId, attributesOf(properties)]));

/** @param {State} state */
const historyOf = (state) => {
  let known = histories.get(state);
  // If the last event has another position, the state was reset.
  if (known === undefined || state.events[known.read - 1] !== known.last) {
    known = { history: createHistory(), read: 0, last: undefined };
    for (const event of seededEvents) known.history.add(event);
    histories.set(state, known);
  }
  for (const event of state.events.slice(known.read)) known.history.add(withItemId(event));
  known.read = state.events.length;
  known.last = state.events.at(-1);
  return known.history;
};

/** Older clients send the item id in the properties, and AWS reads it there. @param {AcceptedEvent} event */
const withItemId = (event) => {
  if (event.itemId !== undefined || event.properties === undefined) return event;
  const { itemId } = /** @type {{ itemId?: unknown }} */ (jsonObject(event.properties) ?? {});
  return typeof itemId === 'string' && itemId !== '' ? { ...event, itemId } : event;
};
