/**
 * All that this AWS remembers. It outlives the server that uses it: closing one and starting another on the same state
 * is an outage.
 */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {object} AcceptedEvent one event, flattened; its members as they were sent
 * @property {string} trackingId
 * @property {string} [userId]
 * @property {string} sessionId
 * @property {string} eventId
 * @property {true} [generatedEventId] the client sent none, so the service made one: a retry would be a second event
 * @property {string} eventType
 * @property {number} sentAt
 * @property {number} [eventValue]
 * @property {string} [itemId]
 * @property {string} [properties]
 * @property {string} [recommendationId]
 * @property {string[]} [impression]
 * @property {{ eventAttributionSource: string }} [metricAttribution]
 * @property {string} requestId the batch it came in
 * @property {number} receivedAt epoch milliseconds, by the clock of the service
 * @property {number} latencyMs from `sentAt` to `receivedAt`
 * @property {true} [duplicate] an event with this id had been accepted before
 *
 * @typedef {object} RequestRecord
 * @property {string} requestId
 * @property {string} operation `Preflight`, `Unknown`, or the operation's name
 * @property {string} method
 * @property {string} path
 * @property {number} status 0 while it is unanswered, and for ever if nothing was answered
 * @property {string} [errorType]
 * @property {string} [message]
 * @property {number} bytes of the body
 * @property {number} [events] members of the list that was sent
 * @property {number} [accepted]
 * @property {number} [ignored] taken with 200 and thrown away, see put-events.js
 * @property {string} [identityId] who signed it
 * @property {string} [recommendationId] of the answer
 * @property {string[]} [recommended] the items of the answer, in order
 * @property {string} [fault] what was done to it on order
 * @property {number} receivedAt epoch milliseconds
 * @property {number} ms until the answer
 * @property {Record<string, string>} headers as sent, without the signature and the token
 * @property {string} body as sent
 *
 * @typedef {{ datasetArn: string, userId: string, properties?: string }} User
 * @typedef {{ datasetArn: string, itemId: string, properties?: string }} Item
 * @typedef {{ poolId: string, login?: string }} Identity `login` when someone signed in as it
 * @typedef {{ keyId: string, secretKey: string, sessionToken: string, expiration: number, identityId: string }} Credentials
 * @typedef {{ kind: 'request', request: RequestRecord } | { kind: 'event', event: AcceptedEvent } | { kind: 'reset' }} Arrival
 */

/** Real ones live an hour, and no one can change that. */
const credentialsLifetimeMs = 60 * 60 * 1000;

/** So that a demo left open for days does not eat the machine. Accepted events are all kept. */
const maxRequests = 20_000;

/** @typedef {ReturnType<typeof createState>} State */

/**
 * @param {{ now?: () => number, uuid?: () => string }} [world]
 */
export const createState = ({ now = Date.now, uuid = randomUUID } = {}) => {
  /** @type {Set<(arrival: Arrival) => void>} */
  const listeners = new Set();
  const state = {
    now,
    uuid,
    /** @type {AcceptedEvent[]} */
    events: [],
    /** @type {AcceptedEvent[]} */
    ignored: [],
    /** @type {RequestRecord[]} */
    requests: [],
    /** @type {Map<string, User>} */
    users: new Map(),
    /** @type {Map<string, Item>} */
    items: new Map(),
    /** @type {import('./faults.js').PendingFault[]} */
    faults: [],
    /** @type {Map<string, Identity>} */
    identities: new Map(),
    /** @type {Map<string, Credentials>} */
    credentials: new Map(),
    credentialsLifetimeMs,
    /** Ids of accepted events, to mark the second of a kind. @type {Set<string>} */
    seenEventIds: new Set(),

    /**
     * Every request when it is finished, and every event when it is accepted.
     * @param {(arrival: Arrival) => void} listener
     * @returns {() => void} the way to unsubscribe
     */
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** @param {Arrival} arrival */
    emit: (arrival) => {
      for (const listener of [...listeners]) listener(arrival);
    },

    /** @param {RequestRecord} request */
    remember: (request) => {
      state.requests.push(request);
      if (state.requests.length > maxRequests) state.requests.shift();
    },

    /** Forgets what arrived and what was ordered. Identities and credentials stay, so that a page goes on working. */
    reset: () => {
      for (const list of [state.events, state.ignored, state.requests, state.faults]) list.length = 0;
      for (const set of [state.users, state.items, state.seenEventIds]) set.clear();
      state.credentialsLifetimeMs = credentialsLifetimeMs;
      state.emit({ kind: 'reset' });
    },
  };
  return state;
};
