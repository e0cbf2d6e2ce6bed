/** Reads and writes claims in the store, and deletes the rows that they name. */

import type { EpochMs } from '../../core/event';
import type { Claim, QueuedRow } from '../../outbox/rows';

/**
 * Longer than a request can take (10 s), and short enough that the rows of a crashed page are sent in the same visit.
 */
export const CLAIM_MS = 15_000 * TIMEOUT_SCALE;

/** The page that claims rows. */
export interface ClaimingPage {
  /** Identifies it in its claims. */
  owner: string;
  now: () => EpochMs;
}

export function ifThere(store: IDBObjectStore, key: IDBValidKey, fn: () => void): void {
  const known = store.getKey(key);
  known.onsuccess = () => {
    if (known.result) fn();
  };
}

export const put = (store: IDBObjectStore, claim: Claim) => store.put(claim, claim.name);

export const claimsOf = (rows: readonly QueuedRow[]): Set<Claim> =>
  new Set(rows.flatMap(({ claim }) => (claim ? [claim] : [])));

/** Takes the rows out of their claims. Deletes claims that name no row any more, and returns the others. */
export function unclaim(store: IDBObjectStore, rows: readonly QueuedRow[]): Claim[] {
  const keys = new Set(rows.map(({ key }) => `${key}`));
  return [...claimsOf(rows)].filter((claim) => {
    claim.rows = claim.rows.filter((key) => !keys.has(key));
    if (!claim.rows.length) store.delete(claim.name);
    return claim.rows.length;
  });
}

/** Only deletes, which also works on a full disk. A claim that still names deleted rows is harmless. */
export function erase(store: IDBObjectStore, rows: readonly QueuedRow[]): void {
  for (const { key } of rows) store.delete(key);
  unclaim(store, rows);
}
