/**
 * PutEvents: all the events of a batch are accepted, or none.
 *
 * A user or session id that is a stringified nothing is answered with 200 and the events are thrown away, as AWS does:
 * https://github.com/aws/aws-sdk-js/issues/3371
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
const nobody = new Set(['null', 'undefined', '[object Object]']);
const maxEventBytes = 10 * 1024;

/** From here on (in the year 5138) a time in seconds can only be one in milliseconds. */
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
    const wrong = faultOf(event);
    if (wrong !== undefined)
      throw refusal('InvalidInputException', wrong.replace('{}', `eventList.${at + 1}.member`));
  });

  const { userId, sessionId } = input;
  const ignored = nobody.has(sessionId) || (userId !== undefined && nobody.has(userId));
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
 * What the model does not say but the service minds.
 * @param {SentEvent} event
 * @returns {string | undefined}
 */
const faultOf = (event) => {
  if (event.properties !== undefined) {
    const properties = jsonObject(event.properties);
    // The words of AWS to an object that was stringified twice: https://github.com/aws/aws-sdk-js/issues/2773
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
 * @returns {object | undefined} undefined for everything but an object
 */
export const jsonObject = (json) => {
  try {
    const value = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not JSON at all: the same to the caller
  }
};
