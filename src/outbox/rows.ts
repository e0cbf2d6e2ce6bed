/** How a row stands in the store: under which key, and who is sending it just now. */

import { type EpochMs, idOf, type Row } from '../event';

/**
 * Time of capture, then the order within the page, then the id: the store gives the oldest first, and two tabs
 * never write to the same key. Users and items stand behind all events: a catalogue must not hold up a click.
 */
export type RowKey = [EpochMs, number, string] | [kind: string, EpochMs, number, string];

/** The page that is sending the row, and until when the others believe it. */
export interface Claim {
  owner: string;
  until: EpochMs;
}

export type StoredRow = Row & { claim?: Claim };

/** A row together with the place it is kept in. */
export interface Waiting {
  key: RowKey;
  row: StoredRow;
}

let written = 0;

const place = (row: Row): RowKey => {
  const key: RowKey = [row.capturedAt, written++, idOf(row)];
  return row.kind === 'event' ? key : [row.kind, ...key];
};

export const toWaiting = (row: Row): Waiting => ({
  key: place(row),
  row,
});
