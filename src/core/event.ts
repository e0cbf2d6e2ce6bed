/**
 * The nouns of the project, and how what was captured becomes a row that can wait, travel and be repeated.
 *
 * Everything that must not change on a retry is fixed here: id, time, session, user. So are the limits of
 * PutEvents: what can be mended is mended and said, what cannot is dropped with its reason.
 */

import { FIELDS, formatValue, toText } from './limits';

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
  /** The item was seen, not chosen. */
  passive?: boolean;
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
export interface EventRow {
  v: 1;
  kind: 'event';
  capturedAt: EpochMs;
  visitor: Visitor;
  body: PutEvent;
  /** To be added to the time of capture, where that was known then: the clock may be set before it is sent. */
  clockOffset?: number | undefined;
}

/** A user or an item for a dataset, which replaces what is stored there: PutUsers, PutItems. */
export interface DatasetRow {
  v: 1;
  kind: 'user' | 'item';
  id: string;
  capturedAt: EpochMs;
  datasetArn: string;
  body: { userId?: UserId; itemId?: string; properties: string };
}

export type Row = EventRow | DatasetRow;

/** A row of either kind, or of neither, as one finds it in a store. */
export type LooseRow = Partial<Omit<EventRow, 'kind' | 'body'> & Omit<DatasetRow, 'kind' | 'body'>> & {
  kind?: Row['kind'];
  body?: Partial<PutEvent & DatasetRow['body']>;
};

/** An event as it stands in the outbox, with whose it is; or a user or an item. */
export type EventReport = Partial<PutEvent & Visitor & DatasetRow['body']>;

export const toReport = (row?: LooseRow): EventReport => ({ ...row?.body, ...row?.visitor });

export const idOf = (row: Row): string => (row.kind === 'event' ? row.body.eventId : row.id);

export interface Dropped {
  /** The field that cannot be mended, or what else stood in the way; the key in `stats().dropped`. */
  reason: string;
  message: string;
  eventType: unknown;
  fields: EventFields;
}

/** Makes the row of a captured event, or says why there is none. `say` hears of everything that was mended. */
export function assemble(
  captured: Captured,
  visitor: Visitor,
  uuid: () => string,
  warn: (message: string) => void,
): EventRow | Dropped {
  const { eventType, fields, at } = captured;
  const drop = (reason: string, value: unknown, expected: string): Dropped => {
    const of = reason === 'eventType' ? '' : `${eventType}: `;
    const message = `${of}${reason} ${formatValue(value)} is not ${expected}: event dropped`;
    return { reason, message, eventType, fields };
  };
  if (!toText(256)(eventType)) return drop('eventType', eventType, 'a text of 1 to 256 characters');

  const body: Record<string, unknown> = { eventId: uuid(), eventType, sentAt: at / 1000 };
  for (const [name, value] of Object.entries(fields)) {
    if (value == null) continue;
    const onSanitized = (problem: string, done = 'left out') =>
      warn(`${eventType}: ${name} ${problem}: ${done}`);
    const rule = FIELDS[name];
    if (!rule) {
      onSanitized('is not a field of PutEvents');
      continue;
    }
    const [parse, expected, done] = rule;
    const parsed = parse(value, onSanitized, fields);
    if (parsed !== undefined) body[name] = parsed;
    else if (name === 'itemId') return drop(name, value, expected);
    else onSanitized(`${formatValue(value)} is not ${expected}`, done);
  }
  return { v: 1, kind: 'event', capturedAt: at, visitor, body: body as unknown as PutEvent };
}

/** Whether both may go in one call. */
export function sameCall(a: Row, b: Row): boolean {
  if (a.kind !== 'event' || b.kind !== 'event') {
    return a.kind === b.kind && (a as DatasetRow).datasetArn === (b as DatasetRow).datasetArn;
  }
  const [one, other] = [a.visitor, b.visitor];
  return (
    one.trackingId === other.trackingId && one.sessionId === other.sessionId && one.userId === other.userId
  );
}
