/**
 * Reads the attributes of items, by column.
 *
 * A column is CATEGORY_L1 in a schema and categoryL1 in a record. AWS compares only letters and digits, without case.
 */
import { jsonObject } from '../put-events.js';

/** @typedef {import('../state.js').Item} Item */
/** @typedef {ReadonlyMap<string, string>} Attributes by column key; values are strings, as in the answer */

/** @param {string} name of a column or a property */
export const columnKey = (name) => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

/**
 * @param {object} properties
 * @returns {Attributes}
 */
export const attributesOf = (properties) =>
  new Map(
    Object.entries(properties)
      .filter(([, value]) => value !== null && typeof value !== 'object')
      .map(([name, value]) => [columnKey(name), String(value)]),
  );

/** @type {WeakMap<Item, Attributes>} */
const cache = new WeakMap();

/**
 * Caches the attributes by record, because a record is never changed, only replaced.
 * @param {Item} item
 * @returns {Attributes}
 */
export const attributesOfItem = (item) => {
  const attributes = cache.get(item) ?? attributesOf(jsonObject(item.properties ?? '{}') ?? {});
  cache.set(item, attributes);
  return attributes;
};
