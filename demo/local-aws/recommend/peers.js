/** Finds the users that have a property in common with a user, according to PutUsers. */
import { jsonObject } from '../put-events.js';

/** @typedef {ReadonlyMap<string, import('../state.js').User>} Users */

/**
 * The ids of the other users with at least one property of the same name and value.
 * @param {string} userId
 * @param {Users} users
 * @returns {string[]}
 */
export const peersOf = (userId, users) => {
  const own = new Set(traitsOf(users.get(userId)));
  if (own.size === 0) return [];
  return [...users.values()]
    .filter((each) => each.userId !== userId && traitsOf(each).some((trait) => own.has(trait)))
    .map((each) => each.userId);
};

/** @param {import('../state.js').User | undefined} user */
const traitsOf = (user) =>
  Object.entries((user?.properties && jsonObject(user.properties)) || {}).map((each) => JSON.stringify(each));
