/**
 * Defines events and rows, and assembles a captured interaction into a row that can be stored, sent and retried.
 *
 * Sets everything that must not change on a retry: id, time, session, user. Applies the limits of PutEvents: an invalid
 * field is sanitized with a warning, or the event is dropped with a reason.
 */

import type { EventFields } from './event-fields';
import { FIELDS, formatValue, ownOf, toText } from './limits';

declare const brand: unique symbol;
type Brand<T, Name> = T & { readonly [brand]?: Name };

export type EpochMs = Brand<number, 'EpochMs'>;
export type EventId = Brand<string, 'EventId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type UserId = Brand<string, 'UserId'>;

/** One interaction as a source captures it. */
export interface Captured {
  eventType: unknown;
  fields: EventFields;
  at: EpochMs;
  /** The list that contains the item, if the source knows it. */
  list?: string | undefined;
  /** The item was seen, not chosen. */
  passive?: boolean;
  /** The page is probably about to be left. */
  leaving?: boolean;
}

/** The visitor of an event. All events of a request share these fields: PutEvents takes them once per call. */
export interface Visitor {
  trackingId: string;
  sessionId: SessionId;
  userId?: UserId | undefined;
}

/** An `Event` of PutEvents as it is sent; `sentAt` in epoch seconds, with milliseconds as the fraction. */
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

/** A pending event in the outbox. Nothing in it changes between capture and delivery. */
export interface EventRow {
  v: 1;
  kind: 'event';
  capturedAt: EpochMs;
  visitor: Visitor;
  body: PutEvent;
  /** Milliseconds to add to the time of capture, if known at capture: the clock may be set before sending. */
  clockOffset?: number | undefined;
}

/** A user or an item for PutUsers or PutItems. It replaces the user or item in the dataset. */
export interface DatasetRow {
  v: 1;
  kind: 'user' | 'item';
  id: string;
  capturedAt: EpochMs;
  datasetArn: string;
  body: { userId?: UserId; itemId?: string; properties: string };
}

export type Row = EventRow | DatasetRow;

/** A row read from a store, of either kind or invalid. */
export type LooseRow = Partial<Omit<EventRow, 'kind' | 'body'> & Omit<DatasetRow, 'kind' | 'body'>> & {
  kind?: Row['kind'];
  body?: Partial<PutEvent & DatasetRow['body']>;
};

/** An event in the outbox with its visitor, or a user or an item. */
export type EventReport = Partial<PutEvent & Visitor & DatasetRow['body']>;

export const toReport = (row?: LooseRow): EventReport => ({ ...row?.body, ...row?.visitor });

export const idOf = (row: Row): string => (row.kind === 'event' ? row.body.eventId : row.id);

export interface Dropped {
  /** The invalid field, or another cause; the key in `stats().dropped`. */
  reason: string;
  message: string;
  eventType: unknown;
  fields: EventFields;
}

/** Makes rows, as `assemble` does, possibly with `beforeSend` before it. */
export type Assemble = typeof assemble;

/** Returns the row of a captured event, or why it is dropped. Calls `warn` for each sanitized value. */
export function assemble(
  captured: Captured,
  visitor: Visitor,
  uuid: () => string,
  warn: (message: string) => void,
): EventRow | Dropped {
  const { eventType, fields, at } = captured;
  const drop = (reason: string, value: unknown, expected: string): Dropped => {
    const prefix = reason === 'eventType' ? '' : `${eventType}: `;
    const message = `${prefix}${reason} ${formatValue(value)} is not ${expected}: event dropped`;
    return { reason, message, eventType, fields };
  };
  const type = toText(256)(eventType);
  if (!type) return drop('eventType', eventType, 'a text of 1 to 256 characters');

  const body: PutEvent & Record<string, unknown> = ownOf({
    eventId: uuid(),
    eventType: type,
    sentAt: at / 1000,
  });
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
  return { v: 1, kind: 'event', capturedAt: at, visitor, body };
}

/** Whether both rows may be sent in one request. */
export function sameCall(a: Row, b: Row): boolean {
  if (a.kind !== 'event' || b.kind !== 'event') {
    return a.kind === b.kind && (a as DatasetRow).datasetArn === (b as DatasetRow).datasetArn;
  }
  const [one, other] = [a.visitor, b.visitor];
  return (
    one.trackingId === other.trackingId && one.sessionId === other.sessionId && one.userId === other.userId
  );
}
