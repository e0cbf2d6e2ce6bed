/** Claims as they stand in the store, and the rows that they are about. */

import type { Claim, QueuedRow } from '../../outbox/rows';

export function ifThere(store: IDBObjectStore, key: IDBValidKey, fn: () => void): void {
  const known = store.getKey(key);
  known.onsuccess = () => {
    if (known.result) fn();
  };
}

export const put = (store: IDBObjectStore, claim: Claim) => store.put(claim, claim.name);

export const claimsOf = (rows: readonly QueuedRow[]): Set<Claim> =>
  new Set(rows.flatMap(({ claim }) => (claim ? [claim] : [])));

/** A claim that is about nothing any more goes; the others are what is left. */
export function unclaim(store: IDBObjectStore, rows: readonly QueuedRow[]): Claim[] {
  const keys = new Set(rows.map(({ key }) => `${key}`));
  return [...claimsOf(rows)].filter((claim) => {
    claim.rows = claim.rows.filter((key) => !keys.has(key));
    if (!claim.rows.length) store.delete(claim.name);
    return claim.rows.length;
  });
}

/** Deletes only, which a full disk takes: that a claim names rows which are gone harms nobody. */
export function erase(store: IDBObjectStore, rows: readonly QueuedRow[]): void {
  for (const { key } of rows) store.delete(key);
  unclaim(store, rows);
}
