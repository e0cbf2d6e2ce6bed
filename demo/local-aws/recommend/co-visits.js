/** Which items the same people come to: counted, and set against how many come to each at all. */
import { increment } from './order.js';

/** @typedef {import('./history.js').Interaction} Interaction */

/**
 * Answers for one item after another how much the others are like it. From 0, no one came to both, to 1, everyone who
 * came to one came to the other: the cosine of the two crowds. Without the division the popular items would be like
 * everything.
 * @param {import('./history.js').History} history
 * @param {(interaction: Interaction) => boolean} [counts] which interactions are a visit
 * @returns {(itemId: string) => Map<string, number>} by item, without itself and without zeros
 */
export const coVisits = (history, counts = () => true) => {
  /** Of each item, what its visitors visited. @type {Map<string, Set<string>[]>} */
  const crowds = new Map();
  for (const done of history.people()) {
    const visited = new Set(done.filter(counts).map((each) => each.itemId));
    for (const each of visited) {
      const crowd = crowds.get(each);
      if (crowd === undefined) crowds.set(each, [visited]);
      else crowd.push(visited);
    }
  }
  const crowdOf = (/** @type {string} */ itemId) => crowds.get(itemId) ?? [];

  return (itemId) => {
    const own = crowdOf(itemId);
    /** @type {Map<string, number>} */
    const together = new Map();
    for (const visited of own) for (const each of visited) increment(together, each);
    together.delete(itemId);
    return new Map(
      [...together].map(([id, both]) => [id, both / Math.sqrt(own.length * crowdOf(id).length)]),
    );
  };
};
