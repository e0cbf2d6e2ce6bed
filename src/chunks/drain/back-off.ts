/** Decides how long to wait after a drain, and whether a wait of an earlier drain still lasts. */

import type { Drained } from '../../delivery/transport';
import type { BackOffStore } from './back-off-store';

/**
 * Exponential backoff with full jitter: the limit doubles from one second to five minutes, and each wait is random
 * between zero and the limit, so that visitors do not retry at the same time.
 */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

export interface Wait {
  ms: number;
  reason: 'retry' | 'held';
}

export interface BackOffTimer {
  /** The remaining back-off in milliseconds. */
  remaining(): number;
  /** True if a page that becomes visible or online again has to wait too. */
  isFirm(): boolean;
  /** Call when a drain has ended. Returns how long to wait for the next one, if one has to follow. */
  after(result: Drained): Wait | undefined;
}

export function createBackOff(store: BackOffStore, now: () => number, random: () => number): BackOffTimer {
  /**
   * How many times in a row the store did not answer. This delays neither other pages nor rows that can be sent without
   * the store.
   */
  let misses = 0;

  /** A clock that was set back does not extend the back-off. */
  function remaining(): number {
    const ms = (store.get()?.until ?? 0) - now();
    return ms > 0 && ms <= LONGEST_WAIT_MS ? ms : 0;
  }

  return {
    remaining,
    isFirm: () => !!remaining() && !!store.get()?.firm,
    after(result) {
      if (result.kind === 'empty' || result.isWell) store.set(undefined);
      const isMiss = result.kind === 'retry' && result.why === 'unavailable';
      if (!isMiss) misses = 0;
      if (result.kind === 'busy')
        return { ms: Math.max(FIRST_WAIT_MS, (result.until ?? 0) - now()), reason: 'held' };
      if (result.kind !== 'retry') return undefined;
      const failures = isMiss ? misses++ : (store.get()?.failures ?? 0);
      const firm = result.afterMs !== undefined;
      const ms = result.afterMs ?? random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      if (!isMiss) store.set({ failures: failures + 1, until: now() + ms, firm });
      return { ms, reason: isMiss ? 'held' : 'retry' };
    },
  };
}
