/**
 * Who did what, learned event by event.
 *
 * What a session did before anyone signed in is its own, and belongs to the first user whose event carries the session
 * id; what it does without a user id after that belongs to the user seen last in it. An event whose id is known, and one
 * equal to another in person, type, item, time and properties, is learned once.
 */

/** @typedef {Pick<import('../state.js').AcceptedEvent, 'sessionId' | 'userId' | 'eventType' | 'itemId' | 'sentAt' | 'properties' | 'duplicate'>} LearnedEvent */
/** @typedef {{ itemId: string, eventType: string, sentAt: number }} Interaction */
/** @typedef {ReturnType<typeof createHistory>} History */

export const createHistory = () => {
  /** @type {Map<string, Interaction[]>} */
  const users = new Map();
  /** @type {Map<string, Interaction[]>} */
  const sessions = new Map();
  /** @type {Map<string, string>} */
  const userOfSession = new Map();
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const itemIds = new Set();

  /** @param {LearnedEvent} event */
  const add = (event) => {
    const { sessionId, eventType, sentAt, properties, duplicate, itemId } = event;
    if (event.userId !== undefined) bridge(sessionId, event.userId);
    if (itemId === undefined || duplicate) return;
    const userId = userOfSession.get(sessionId);
    // Under both names, since a bridge repeats with a user what the session did without one.
    const names = userId === undefined ? [sessionId] : [sessionId, userId];
    const keys = names.map((name) => JSON.stringify([name, eventType, itemId, sentAt, properties]));
    if (keys.some((key) => seen.has(key))) return;
    for (const key of keys) seen.add(key);
    itemIds.add(itemId);
    const list = userId === undefined ? listOf(sessions, sessionId) : listOf(users, userId);
    list.push({ itemId, eventType, sentAt });
  };

  /**
   * @param {string} sessionId
   * @param {string} userId
   */
  const bridge = (sessionId, userId) => {
    userOfSession.set(sessionId, userId);
    const before = sessions.get(sessionId);
    if (before === undefined) return;
    listOf(users, userId).push(...before);
    sessions.delete(sessionId);
  };

  return {
    add,
    /** Every item that someone did something with. @type {ReadonlySet<string>} */
    itemIds,
    /** What each person did. */
    people: () => [...users.values(), ...sessions.values()],
    /**
     * What one user, or a session that is no one's yet, did; newest first, by the time it happened.
     * @param {string} id
     */
    of: (id) =>
      [...(users.get(id) ?? []), ...(sessions.get(id) ?? [])].reverse().sort((a, b) => b.sentAt - a.sentAt),
  };
};

/**
 * @param {Map<string, Interaction[]>} lists
 * @param {string} id
 */
const listOf = (lists, id) => {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
};
