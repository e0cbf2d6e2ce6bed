/** The users that are like a user, as far as PutUsers told. */
import { jsonObject } from '../put-events.js';

/** @typedef {ReadonlyMap<string, import('../state.js').User>} Users */

/**
 * Those who share at least one property, name and value.
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
