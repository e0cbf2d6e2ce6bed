/** The one rule of order, so that the same events always give the same answer. */

/**
 * Highest first; among equals the smaller id, by code unit.
 * @param {string[]} itemIds
 * @param {(itemId: string) => number} value
 * @param {(itemId: string) => number} [second] decides among equals before the id does
 */
export const bestFirst = (itemIds, value, second = () => 0) =>
  [...itemIds].sort((a, b) => value(b) - value(a) || second(b) - second(a) || (a < b ? -1 : 1));

/**
 * @param {Map<string, number>} counts
 * @param {string} key
 */
export const increment = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
