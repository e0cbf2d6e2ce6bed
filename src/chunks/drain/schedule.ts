/** Decides when to drain. Every flush has a named reason. */

import type { Later } from '../../browser/later';
import type { Stop } from '../../browser/listen';
import type { Drained, FlushReason, RetryReason } from '../../delivery/transport';
import type { BackOffStore } from './back-off-store';

/**
 * Exponential backoff with full jitter: the limit doubles from one second to five minutes, and each wait is random
 * between zero and the limit, so that visitors do not retry at the same time.
 */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

export interface Schedule {
  /** `count` more events are pending. */
  stored(count: number): void;
  /** An earlier page left pending rows: drains now, or when the back-off of that page is over. */
  start(): void;
  /**
   * Drains now, even during a back-off (a `return` waits if the back-off is firm). Resolves when this drain has ended.
   */
  flush(reason: FlushReason): Promise<void>;
  /** True while a back-off delays the next drain. */
  readonly backingOff: boolean;
  stop(): void;
}

export function createSchedule(deps: {
  drain: () => Promise<Drained>;
  backOffStore: BackOffStore;
  delayMs: number;
  batch: number;
  now: () => number;
  random: () => number;
  later: Later;
  onFlush: (reason: FlushReason) => void;
  onRetry: (why: RetryReason, message: string, waitMs: number) => void;
}): Schedule {
  const { backOffStore, now } = deps;
  let unsent = 0;
  let stopTimer: Stop | undefined;
  /** The flush reason of the pending timer. */
  let timer: FlushReason | undefined;
  let stopped = false;
  /**
   * How many times in a row the store did not answer. This delays neither other pages nor rows that can be sent without
   * the store.
   */
  let misses = 0;

  function wait(ms: number, reason: FlushReason): void {
    stopTimer?.();
    timer = reason;
    stopTimer = deps.later(() => void flush(reason), ms);
  }

  /** The remaining back-off in milliseconds. A clock that was set back does not extend it. */
  function backOff(): number {
    const ms = (backOffStore.get()?.until ?? 0) - now();
    return ms > 0 && ms <= LONGEST_WAIT_MS ? ms : 0;
  }

  let flushing: Promise<void> | undefined;

  function flush(reason: FlushReason): Promise<void> {
    // A drain in progress may already have read the part of the store where rows are pending now.
    if (flushing && reason === 'manual') return flushing.then(() => flush(reason));
    flushing ??= flushOnce(reason).finally(() => {
      flushing = undefined;
    });
    return flushing;
  }

  async function flushOnce(reason: FlushReason): Promise<void> {
    if (stopped || (reason === 'return' && backOff() && backOffStore.get()?.firm)) return;
    stopTimer?.();
    timer = undefined;
    unsent = 0;
    deps.onFlush(reason);
    const result = await deps
      .drain()
      .catch((error): Drained => ({ kind: 'retry', why: 'unavailable', message: String(error) }));
    if (stopped) return;
    if (result.kind === 'empty' || result.isWell) backOffStore.set(undefined);
    const isMiss = result.kind === 'retry' && result.why === 'unavailable';
    if (!isMiss) misses = 0;
    if (result.kind !== 'retry') {
      // Rows stored while the drain read its last page may be free, even if another page has claimed the others.
      if (unsent) wait(deps.delayMs, 'delay');
      else if (result.kind === 'busy') wait(Math.max(FIRST_WAIT_MS, (result.until ?? 0) - now()), 'held');
    } else {
      const failures = isMiss ? misses++ : (backOffStore.get()?.failures ?? 0);
      const firm = result.afterMs !== undefined;
      const ms = result.afterMs ?? deps.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      if (!isMiss) backOffStore.set({ failures: failures + 1, until: now() + ms, firm });
      deps.onRetry(result.why, result.message, ms);
      wait(ms, isMiss ? 'held' : 'retry');
    }
  }

  return {
    flush,
    start() {
      const ms = backOff();
      if (ms) wait(ms, 'retry');
      else void flush('start');
    },
    stored(count) {
      unsent += count;
      if (timer === 'retry' || flushing || stopped) return;
      const ms = backOff();
      if (ms) wait(ms, 'retry');
      else if (unsent >= deps.batch) void flush('count');
      else if (timer !== 'delay') wait(deps.delayMs, 'delay');
    },
    get backingOff() {
      return timer === 'retry';
    },
    stop() {
      stopped = true;
      stopTimer?.();
    },
  };
}
