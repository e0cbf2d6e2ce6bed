/** How a row stands in the store, and beside the rows who is sending which of them just now. */

import type { Config } from '../api/config';
import { type EpochMs, idOf, type Row } from '../core/event';

/**
 * The place, then the time of capture, the order within the page and the id: the store gives the oldest first, and two
 * tabs never write to the same key. Rows of before there were places: an event's key began with the time, that of a user
 * or an item with this word.
 */
export type RowKey = [destination: string, EpochMs, number, string] | [EpochMs, number, string];

/**
 * Where the rows for one destination stand: a tracker or a dataset, reached with one configuration. What waits for another
 * destination is not this page's to send, and does not stand in its way. Word characters only, as the journal has keys.
 */
export const toDestinationKey = (
  kind: Row['kind'],
  resource: string,
  { region, endpoint, identityPoolId }: Pick<Config, 'region' | 'endpoint' | 'identityPoolId'>,
): string => `${[kind, resource, region, endpoint.events, identityPoolId]}`.replace(/\W+/g, '_');

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
/** What stands in a place, or comes there after a key of it: a list is behind all times. */
export const keysIn = (destination: string, after: IDBValidKey = [destination]): IDBKeyRange =>
  IDBKeyRange.bound(after, [destination, []], true);
/** The same of events without a place. A text is behind all times. */
export const oldKeys = (after: IDBValidKey = []): IDBKeyRange => IDBKeyRange.bound(after, [''], true);

/** A row together with the place it is kept in, and the claim it was taken with. */
export interface QueuedRow {
  key: RowKey;
  row: Row;
  /** As it was captured, where its time was corrected for a request that may not have arrived yet. */
  was?: Row | undefined;
  /** Stored with it. Always its own: a page may have put something of this name onto `Object.prototype`. */
  claim: Claim | null;
}

let written = 0;

export const toQueuedRow = (row: Row, destination: string): QueuedRow => ({
  key: [destination, row.capturedAt, written++, idOf(row)],
  row,
  claim: null,
});
