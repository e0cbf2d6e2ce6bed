/**
 * What is known about an item, by column.
 *
 * A column is CATEGORY_L1 in a schema and categoryL1 in a record: the same to AWS, which compares letters and digits.
 */
import { jsonObject } from '../put-events.js';

/** @typedef {import('../state.js').Item} Item */
/** @typedef {ReadonlyMap<string, string>} Attributes by column key; values as text, as they are answered */

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
const parsed = new WeakMap();

/**
 * Parsed once; a record is never changed, only replaced.
 * @param {Item} item
 * @returns {Attributes}
 */
export const attributesOfItem = (item) => {
  const known = parsed.get(item) ?? attributesOf(jsonObject(item.properties ?? '{}') ?? {});
  parsed.set(item, known);
  return known;
};
