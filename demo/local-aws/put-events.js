/**
 * Implements PutEvents: either all events of a batch are accepted, or none.
 *
 * If the user id or session id is a stringified null, undefined or object, the request is answered with 200 and its
 * events are discarded, as in AWS: https://github.com/aws/aws-sdk-js/issues/3371
 */
import { trackingId } from './known.js';
import { refusal } from './refusal.js';
import { list, number, string, structure } from './shape.js';

/** @template Input
 * @typedef {import('./operations.js').Call<Input>} Call */
/** @typedef {import('./state.js').AcceptedEvent} AcceptedEvent */

const text = { min: 1, max: 256 };

const eventShape = structure(
  {
    eventId: string(text),
    eventType: string(text),
    eventValue: number(),
    itemId: string({ ...text, sensitive: true }),
    properties: string({ min: 1, max: 1024, sensitive: true }),
    sentAt: number(),
    recommendationId: string({ min: 1, max: 40 }),
    impression: list(string({ ...text, sensitive: true }), { min: 1, max: 25 }),
    metricAttribution: structure(
      {
        eventAttributionSource: string({ max: 1024, pattern: '[\\x20-\\x7E]*[\\x21-\\x7E]+[\\x20-\\x7E]*' }),
      },
      ['eventAttributionSource'],
    ),
  },
  ['eventType', 'sentAt'],
);

export const putEventsShape = structure(
  {
    trackingId: string(text),
    userId: string({ ...text, sensitive: true }),
    sessionId: string(text),
    eventList: list(eventShape, { min: 1, max: 10 }),
  },
  ['trackingId', 'sessionId', 'eventList'],
);

const reserved = new Set(['userid', 'sessionid', 'eventtype', 'timestamp', 'recommendationid', 'impression']);
const ignoredIds = new Set(['null', 'undefined', '[object Object]']);
const maxEventBytes = 10 * 1024;

/** The year 5138. A larger `sentAt` is taken for milliseconds. */
const implausibleSeconds = 1e11;

/**
 * @typedef {Pick<AcceptedEvent, 'eventType' | 'sentAt'> & Partial<AcceptedEvent>} SentEvent
 * @param {Call<{ trackingId: string, userId?: string, sessionId: string, eventList: SentEvent[] }>} call
 */
export const putEvents = ({ input, state, now, record }) => {
  if (input.trackingId !== trackingId) {
    throw refusal('InvalidInputException', `The tracking ID ${input.trackingId} does not exist.`);
  }
  input.eventList.forEach((event, at) => {
    const mistake = mistakeIn(event);
    if (mistake !== undefined)
      throw refusal('InvalidInputException', mistake.replace('{}', `eventList.${at + 1}.member`));
  });

  const { userId, sessionId } = input;
  const ignored = ignoredIds.has(sessionId) || (userId !== undefined && ignoredIds.has(userId));
  record[ignored ? 'ignored' : 'accepted'] = input.eventList.length;
  for (const sent of input.eventList) {
    const { eventId = state.uuid(), ...rest } = sent;
    /** @type {AcceptedEvent} */
    const event = {
      trackingId: input.trackingId,
      ...(userId !== undefined && { userId }),
      sessionId,
      eventId,
      ...(sent.eventId === undefined && { generatedEventId: true }),
      ...rest,
      requestId: record.requestId,
      receivedAt: now,
      latencyMs: Math.round(now - sent.sentAt * 1000),
    };
    if (ignored) {
      state.ignored.push(event);
      continue;
    }
    if (state.seenEventIds.has(eventId)) event.duplicate = true;
    state.seenEventIds.add(eventId);
    state.events.push(event);
    state.emit({ kind: 'event', event });
  }
};

/**
 * Checks the rules that the service applies in addition to the model.
 * @param {SentEvent} event
 * @returns {string | undefined} the error message, with `{}` for the path of the event
 */
const mistakeIn = (event) => {
  if (event.properties !== undefined) {
    const properties = jsonObject(event.properties);
    // The message of AWS for an object that was stringified twice: https://github.com/aws/aws-sdk-js/issues/2773
    if (properties === undefined) return 'Error parsing properties json';
    const name = Object.keys(properties).find((key) => reserved.has(key.toLowerCase()));
    if (name !== undefined) return `The property name '${name}' at '{}.properties' is reserved`;
  }
  if (!Number.isFinite(event.sentAt)) return "The time at '{}.sentAt' is not a number";
  if (event.sentAt >= implausibleSeconds)
    return "The time at '{}.sentAt' must be in seconds, not in milliseconds";
  if (event.eventValue !== undefined && !Number.isFinite(event.eventValue)) {
    return "The number at '{}.eventValue' is out of range";
  }
  if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes)
    return "The event at '{}' is larger than 10 KB";
  return undefined;
};

/**
 * @param {string} json
 * @returns {object | undefined} undefined if it is not a JSON object
 */
export const jsonObject = (json) => {
  try {
    const value = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not JSON
  }
};
