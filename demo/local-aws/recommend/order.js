/** Sorts items in a deterministic order, so that the same events always give the same answer. */

/**
 * Highest value first. Items with equal values are sorted by id, by code unit.
 * @param {string[]} itemIds
 * @param {(itemId: string) => number} value
 * @param {(itemId: string) => number} [second] compared before the id if the values are equal
 */
export const bestFirst = (itemIds, value, second = () => 0) =>
  [...itemIds].sort((a, b) => value(b) - value(a) || second(b) - second(a) || (a < b ? -1 : 1));

/**
 * @param {Map<string, number>} counts
 * @param {string} key
 */
export const increment = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
