/** Rows with short ids, so that the output of a failing test is readable. */

import { type EventRow, idOf, type PutEvent, type Row, type Visitor } from '../../src/core/event';

export { idOf };

import { type Claim, oldKeys, type QueuedRow, toQueuedRow as toWaitingIn } from '../../src/outbox/rows';

/** The destination of rows in unit tests; rows without a destination belong to it. */
export const HERE = { destination: 'here', old: { range: oldKeys, isOurs: () => true } };
export const toQueuedRow = (row: Row): QueuedRow => toWaitingIn(row, HERE.destination);

export const anna: Visitor = { trackingId: 'tracker', sessionId: 'session-of-anna' };
export const bert: Visitor = { trackingId: 'tracker', sessionId: 'session-of-bert', userId: 'bert' };

export const rowOf = (
  eventId: string,
  visitor: Visitor = anna,
  body: Partial<PutEvent> = {},
  capturedAt = 1_700_000_000_000,
): EventRow => ({
  v: 1,
  kind: 'event',
  capturedAt,
  visitor,
  body: { eventId, eventType: 'View', sentAt: capturedAt / 1000, ...body },
});

/** `a0`, `a1`, … as queued rows, in this order. */
export const waitingRows = (prefix: string, count: number, visitor: Visitor = anna): QueuedRow[] =>
  Array.from({ length: count }, (_, index) => toQueuedRow(rowOf(`${prefix}${index}`, visitor)));

/** The rows with the claim of a page that is sending them. */
export function claimed(rows: QueuedRow[], owner: string, until: number): QueuedRow[] {
  const claim: Claim = { v: 2, name: `${owner}/1`, owner, until, rows: rows.map(({ key }) => `${key}`) };
  return rows.map((waiting) => ({ ...waiting, claim }));
}

export const idsOf = (rows: readonly QueuedRow[]): string[] => rows.map(({ row }) => idOf(row));

/** The ids `a0`, `a1`, …, from `from` up to, not including, `to`. */
export const names = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${prefix}${from + index}`);
