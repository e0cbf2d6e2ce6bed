/**
 * Collects the interactions of each user and each anonymous session, event by event.
 *
 * The interactions of an anonymous session move to the first user whose event carries the session id. Later events of
 * the session without a user id belong to its most recent user. A duplicate is ignored: an event with a known id, or
 * with the same person, type, item, time and properties as an earlier event.
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
    // Check session and user, because a bridge repeats an event of the session with its user.
    const ids = userId === undefined ? [sessionId] : [sessionId, userId];
    const keys = ids.map((id) => JSON.stringify([id, eventType, itemId, sentAt, properties]));
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
    const anonymous = sessions.get(sessionId);
    if (anonymous === undefined) return;
    listOf(users, userId).push(...anonymous);
    sessions.delete(sessionId);
  };

  return {
    add,
    /** All items that have an interaction. @type {ReadonlySet<string>} */
    itemIds,
    /** The interactions of each user and of each anonymous session. */
    people: () => [...users.values(), ...sessions.values()],
    /**
     * The interactions of one user or anonymous session, newest first by `sentAt`.
     * @param {string} id of the user or session
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
