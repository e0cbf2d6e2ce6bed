/** Reads which rows other pages have claimed. */

import type { EpochMs } from '../../core/event';
import { claimKeys } from '../../outbox/rows';
import { CLAIM_MS, type ClaimingPage } from './claim-store';
import { scan } from './scan';
import { CLAIM, isClaim } from './shapes';

/** Many more than the pages that a visitor has open. */
const MAX_CLAIMS = 500;

/**
 * Reads the claims of all pages, and removes those that have ended. Returns a map from the keys of the rows that other
 * pages hold to the end of their claims. It is complete when a later request of the transaction is answered.
 */
export function readHeldRows(
  store: IDBObjectStore,
  { owner, now }: ClaimingPage,
  remove: (key: IDBValidKey) => void,
  discardInvalid: (value: unknown, key: IDBValidKey, version: number) => void,
): Map<string, EpochMs> {
  const held = new Map<string, EpochMs>();
  scan(store, claimKeys(), MAX_CLAIMS, (value, key) => {
    if (!isClaim(value)) return discardInvalid(value, key, CLAIM);
    // A claim that ends later than any claim can last was written by a clock that has been set back since.
    if (value.until <= now() || value.until > now() + CLAIM_MS) return remove(key);
    if (value.owner !== owner) for (const row of value.rows) held.set(row, value.until);
  });
  return held;
}
