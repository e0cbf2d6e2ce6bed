/**
 * The state of the local AWS. It is independent of the server. To simulate an outage, close the server and start
 * another one with the same state.
 */
import { randomUUID } from 'node:crypto';

/**
 * @typedef {object} AcceptedEvent one event with the ids of its batch; its members are unchanged
 * @property {string} trackingId
 * @property {string} [userId]
 * @property {string} sessionId
 * @property {string} eventId
 * @property {true} [generatedEventId] the service generated the id, because the client sent none; a retry would be a
 *   second event
 * @property {string} eventType
 * @property {number} sentAt
 * @property {number} [eventValue]
 * @property {string} [itemId]
 * @property {string} [properties]
 * @property {string} [recommendationId]
 * @property {string[]} [impression]
 * @property {{ eventAttributionSource: string }} [metricAttribution]
 * @property {string} requestId of the request that contained it
 * @property {number} receivedAt epoch milliseconds, by the clock of the service
 * @property {number} latencyMs from `sentAt` to `receivedAt`
 * @property {true} [duplicate] an event with this id was accepted before
 *
 * @typedef {object} RequestRecord
 * @property {string} requestId
 * @property {string} operation `Preflight`, `Unknown`, or the operation's name
 * @property {string} method
 * @property {string} path
 * @property {number} status 0 as long as no answer is sent
 * @property {string} [errorType]
 * @property {string} [message]
 * @property {number} bytes of the body
 * @property {number} [events] length of the list in the request
 * @property {number} [accepted]
 * @property {number} [ignored] events answered with 200 and discarded, see put-events.js
 * @property {string} [identityId] the identity whose credentials signed it
 * @property {string} [recommendationId] of the answer
 * @property {string[]} [recommended] the items of the answer, in order
 * @property {string} [fault] the fault that was applied
 * @property {number} receivedAt epoch milliseconds
 * @property {number} ms time until the answer
 * @property {Record<string, string>} headers as sent, without the signature and the token
 * @property {string} body as sent
 *
 * @typedef {{ datasetArn: string, userId: string, properties?: string }} User
 * @typedef {{ datasetArn: string, itemId: string, properties?: string }} Item
 * @typedef {{ poolId: string, login?: string }} Identity a guest if it has no `login`
 * @typedef {{ keyId: string, secretKey: string, sessionToken: string, expiration: number, identityId: string }} Credentials
 * @typedef {{ kind: 'request', request: RequestRecord } | { kind: 'event', event: AcceptedEvent } | { kind: 'reset' }} Arrival
 */

/** AWS issues credentials for one hour. This cannot be configured in AWS. */
const credentialsLifetimeMs = 60 * 60 * 1000;

/** Limits the memory of a demo that runs for days. Accepted events are not limited. */
const maxRequests = 20_000;

/** @typedef {ReturnType<typeof createState>} State */

/**
 * @param {{ now?: () => number, uuid?: () => string }} [sources] clock and id generator, for tests
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
    /** Ids of accepted events, to mark duplicates. @type {Set<string>} */
    seenEventIds: new Set(),

    /**
     * Calls the listener for each finished request, each accepted event and each reset.
     * @param {(arrival: Arrival) => void} listener
     * @returns {() => void} removes the listener
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

    /** Deletes events, requests, records and faults. Keeps identities and credentials, so that open pages work. */
    reset: () => {
      for (const list of [state.events, state.ignored, state.requests, state.faults]) list.length = 0;
      for (const set of [state.users, state.items, state.seenEventIds]) set.clear();
      state.credentialsLifetimeMs = credentialsLifetimeMs;
      state.emit({ kind: 'reset' });
    },
  };
  return state;
};
