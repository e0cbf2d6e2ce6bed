/** Computes how similar two items are, from the number of people who interacted with both. */
import { increment } from './order.js';

/** @typedef {import('./history.js').Interaction} Interaction */

/**
 * Returns a function that gives the similarity of the other items to an item: the cosine similarity of their visitors.
 * It is 0 if nobody visited both items, and 1 if both have the same visitors. Without the division, popular items would
 * be similar to every item.
 * @param {import('./history.js').History} history
 * @param {(interaction: Interaction) => boolean} [counts] whether an interaction is a visit
 * @returns {(itemId: string) => Map<string, number>} by item, without itself and without zeros
 */
export const coVisits = (history, counts = () => true) => {
  /** For each item, one set per visitor with all items that this person visited. @type {Map<string, Set<string>[]>} */
  const visitors = new Map();
  for (const interactions of history.people()) {
    const visited = new Set(interactions.filter(counts).map((each) => each.itemId));
    for (const each of visited) {
      const others = visitors.get(each);
      if (others === undefined) visitors.set(each, [visited]);
      else others.push(visited);
    }
  }
  const visitorsOf = (/** @type {string} */ itemId) => visitors.get(itemId) ?? [];

  return (itemId) => {
    const own = visitorsOf(itemId);
    /** @type {Map<string, number>} */
    const together = new Map();
    for (const visited of own) for (const each of visited) increment(together, each);
    together.delete(itemId);
    return new Map(
      [...together].map(([id, both]) => [id, both / Math.sqrt(own.length * visitorsOf(id).length)]),
    );
  };
};
