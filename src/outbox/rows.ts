/** Defines the format of the store: the keys of the rows, and the claims that say which page is sending which rows. */

import type { Config } from '../api/config';
import { type EpochMs, idOf, type Row } from '../core/event';

/**
 * The key of a row: destination, time of capture, sequence number within the page, id. So the store returns the oldest
 * rows first, and two tabs never write the same key. Old versions stored keys without a destination: the key of an
 * event started with the time, and the key of a user or an item with the word `user` or `item`.
 */
export type RowKey = [destination: string, EpochMs, number, string] | [EpochMs, number, string];

/**
 * Returns the key prefix of a destination: a tracker or a dataset with its region, endpoint and pool. A page neither
 * sends nor reads rows of other destinations. The prefix contains word characters only, as the journal requires.
 */
export const toDestinationKey = (
  kind: Row['kind'],
  resource: string,
  { region, endpoint, identityPoolId }: Pick<Config, 'region' | 'endpoint' | 'identityPoolId'>,
): string => `${[kind, resource, region, endpoint.events, identityPoolId]}`.replace(/\W+/g, '_');

/**
 * These rows are being sent by one page until a deadline. One record for all of the rows, so that it costs one write.
 */
export interface Claim {
  /** The format version. Versions of the tag that do not know claims leave a record with a higher version alone. */
  v: 2;
  /** The key of the claim. IndexedDB sorts strings before arrays, so all claims are before all rows. */
  name: string;
  owner: string;
  until: EpochMs;
  /** The keys of the rows, converted to strings. */
  rows: string[];
}

export const claimKeys = (): IDBKeyRange => IDBKeyRange.upperBound([]);
export const rowKeys = (): IDBKeyRange => IDBKeyRange.lowerBound([]);
/** The rows of a destination, or those after a given key. The upper bound `[]` sorts after all times. */
export const keysIn = (destination: string, after: IDBValidKey = [destination]): IDBKeyRange =>
  IDBKeyRange.bound(after, [destination, []], true);
/** The same for events without a destination. The upper bound `''` sorts after all times. */
export const oldKeys = (after: IDBValidKey = []): IDBKeyRange => IDBKeyRange.bound(after, [''], true);

/** A row with its key and the claim that it was taken with. */
export interface QueuedRow {
  key: RowKey;
  row: Row;
  /** The row as captured, if its time was corrected for a request that is not yet acknowledged. */
  was?: Row | undefined;
  /** Stored with the row. Always an own property, because a page can define this name on `Object.prototype`. */
  claim: Claim | null;
}

let sequence = 0;

export const toQueuedRow = (row: Row, destination: string): QueuedRow => ({
  key: [destination, row.capturedAt, sequence++, idOf(row)],
  row,
  claim: null,
});
