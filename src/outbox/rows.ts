/** How a row stands in the store, and beside the rows who is sending which of them just now. */

import { type EpochMs, idOf, type Row } from '../event';

/**
 * Time of capture, then the order within the page, then the id: the store gives the oldest first, and two tabs
 * never write to the same key. Users and items stand behind all events: a catalogue must not hold up a click.
 */
export type RowKey = [EpochMs, number, string] | [kind: string, EpochMs, number, string];

/** The page that is sending these rows, and until when the others believe it. One write, however many rows it is about. */
export interface Claim {
  /** A version that knew no such thing leaves it alone. */
  v: 2;
  /** The key it stands under. A string, and all of these are before all arrays. */
  name: string;
  owner: string;
  until: EpochMs;
  /** The keys of the rows, as text. */
  rows: string[];
}

export const claimKeys = (): IDBKeyRange => IDBKeyRange.upperBound([]);
export const rowKeys = (): IDBKeyRange => IDBKeyRange.lowerBound([]);

/** A row together with the place it is kept in, and the claim it was taken with. */
export interface Waiting {
  key: RowKey;
  row: Row;
  /** As it was captured, where its time was corrected for a request that may not have arrived yet. */
  was?: Row | undefined;
  /** Stored with it. Always its own: a page may have put something of this name onto `Object.prototype`. */
  claim: Claim | null;
}

let written = 0;

const place = (row: Row): RowKey => {
  const key: RowKey = [row.capturedAt, written++, idOf(row)];
  return row.kind === 'event' ? key : [row.kind, ...key];
};

export const toWaiting = (row: Row): Waiting => ({
  key: place(row),
  row,
  claim: null,
});
