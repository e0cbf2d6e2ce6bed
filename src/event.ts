/**
 * The nouns of the project, and how what was captured becomes a row that can wait, travel and be repeated.
 *
 * Everything that must not change on a retry is fixed here: id, time, session, user. So are the limits of
 * PutEvents: what can be mended is mended and said, what cannot is dropped with its reason.
 */

import { isText, type Mend, show, toEpochMs, toId, toImpression, toNumber, toProperties } from './limits';

declare const brand: unique symbol;
type Brand<T, Name> = T & { readonly [brand]?: Name };

export type EpochMs = Brand<number, 'EpochMs'>;
export type EventId = Brand<string, 'EventId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type UserId = Brand<string, 'UserId'>;

/** What a page may say about an interaction, in the names of PutEvents. */
export interface EventFields {
  /** The item, 1 to 256 characters. */
  itemId?: string | number | undefined;
  /** A finite number, such as a price, a rating or the share of a film that was watched. */
  eventValue?: number | string | undefined;
  /** Metadata in the camelCase of the schema's fields; as JSON at most 1,024 characters. */
  properties?: Record<string, unknown> | string | undefined;
  /** The recommendation that led here, 1 to 40 characters. */
  recommendationId?: string | undefined;
  /** The items that were visible, oldest first; the 25 most recent are kept. */
  impression?: readonly (string | number)[] | undefined;
  /** Where the recommendation came from; printable ASCII, at most 1,024 characters. */
  metricAttribution?: { eventAttributionSource: string } | undefined;
  /** An id of your own, 1 to 256 characters; Personalize ignores all but the first event of an id. */
  eventId?: string | undefined;
  /** When it happened: a `Date`, its ISO form, epoch seconds or epoch milliseconds. */
  sentAt?: Date | string | number | undefined;
}

/** One interaction, as a source noticed it. */
export interface Captured {
  eventType: unknown;
  fields: EventFields;
  at: EpochMs;
  /** The list that the item stands in, where the source knows one. */
  list?: string | undefined;
  /** The page is likely to go away now. */
  leaving?: boolean;
}

/** Whose event it is. Events of one request share all three (PutEvents has them once a call). */
export interface Visitor {
  trackingId: string;
  sessionId: SessionId;
  userId?: UserId | undefined;
}

/** An `Event` of PutEvents as it goes over the wire; `sentAt` in seconds, with milliseconds as its fraction. */
export interface PutEvent {
  eventId: EventId;
  eventType: string;
  sentAt: number;
  itemId?: string;
  eventValue?: number;
  properties?: string;
  recommendationId?: string;
  impression?: string[];
  metricAttribution?: { eventAttributionSource: string };
}

/** What waits in the outbox. Nothing in it changes between capture and delivery. */
export interface Row {
  v: 1;
  kind: 'event';
  capturedAt: EpochMs;
  visitor: Visitor;
  body: PutEvent;
}

export interface Dropped {
  /** The field that cannot be mended, or what else stood in the way; the key in `stats().dropped`. */
  reason: string;
  message: string;
  eventType: unknown;
  fields: EventFields;
}

const FIELDS =
  /^(itemId|eventValue|properties|recommendationId|impression|metricAttribution|eventId|sentAt)$/;

/** Makes the row of a captured event, or says why there is none. `say` hears of everything that was mended. */
export function assemble(
  captured: Captured,
  visitor: Visitor,
  uuid: () => string,
  say: (message: string) => void,
): Row | Dropped {
  const { eventType, fields } = captured;
  const drop = (reason: string, message: string): Dropped => ({ reason, message, eventType, fields });
  if (!isText(eventType, 256)) {
    return drop(
      'eventType',
      `eventType ${show(eventType)} is not a text of 1 to 256 characters: event dropped`,
    );
  }
  const mend: Mend = (field, problem, done = 'left out') => say(`${eventType}: ${field} ${problem}: ${done}`);

  for (const name of Object.keys(fields)) {
    if (!FIELDS.test(name)) mend(show(name), 'is not a field of PutEvents (did you mean properties?)');
  }

  let itemId: string | undefined;
  if (fields.itemId != null) {
    itemId = toId(fields.itemId);
    if (!itemId) {
      return drop(
        'itemId',
        `${eventType}: itemId ${show(fields.itemId)} is not an id of 1 to 256 characters: event dropped`,
      );
    }
  }

  let at = captured.at;
  if (fields.sentAt != null) {
    const given = toEpochMs(fields.sentAt);
    if (given >= 0) at = given;
    else mend('sentAt', `${show(fields.sentAt)} is not a time`, 'the time of the call was used');
  }
  const ownId = fields.eventId != null && isText(fields.eventId, 256);
  if (fields.eventId != null && !ownId)
    mend('eventId', 'is not a text of 1 to 256 characters', 'a new one was made');

  const body: PutEvent = {
    eventId: ownId ? (fields.eventId as string) : uuid(),
    eventType,
    sentAt: at / 1000,
  };
  if (itemId) body.itemId = itemId;

  const { eventValue, recommendationId, metricAttribution } = fields;
  if (eventValue != null) {
    const number = toNumber(eventValue);
    if (Number.isFinite(number)) body.eventValue = number;
    else mend('eventValue', `${show(eventValue)} is not a finite number`);
  }
  const properties = toProperties(fields.properties, mend);
  if (properties) body.properties = properties;
  if (recommendationId != null) {
    if (isText(recommendationId, 40)) body.recommendationId = recommendationId;
    else mend('recommendationId', `${show(recommendationId)} is not a text of 1 to 40 characters`);
  }
  if (fields.impression != null) {
    const impression = toImpression(fields.impression, itemId, mend);
    if (impression.length) body.impression = impression;
  }
  if (metricAttribution != null) {
    const source = metricAttribution.eventAttributionSource;
    if (isText(source, 1024) && /^[ -~]*[!-~][ -~]*$/.test(source)) {
      body.metricAttribution = { eventAttributionSource: source };
    } else mend('eventAttributionSource', `${show(source)} is not printable ASCII of 1 to 1,024 characters`);
  }
  return { v: 1, kind: 'event', capturedAt: captured.at, visitor, body };
}

export const sameVisitor = (a: Visitor, b: Visitor): boolean =>
  a.trackingId === b.trackingId && a.sessionId === b.sessionId && a.userId === b.userId;
