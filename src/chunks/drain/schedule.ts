/** When to send, apart from what. Every flush has a named reason. */

import type { Later } from '../../browser/later';
import type { Stop } from '../../browser/listen';
import type { Drained, FlushReason, RetryReason } from '../../delivery/transport';
import type { BackOffStore } from './back-off-store';

/** Doubling from one second to five minutes, each wait drawn between nothing and that, so that visitors spread out. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

export interface Schedule {
  /** So many more events wait. */
  stored(count: number): void;
  /** Something waits from before: now, or when the back-off of the last page is over. */
  start(): void;
  /** Sends now, whatever the back-off says; resolves when this drain has ended. */
  flush(reason: FlushReason): Promise<void>;
  /** True while the service has asked for patience. */
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
  /** What the timer waits for. */
  let timer: FlushReason | undefined;
  let stopped = false;
  /** How often in a row the store has not answered: no reason for anybody else to wait, nor for what can be sent without it. */
  let misses = 0;

  function wait(ms: number, reason: FlushReason): void {
    stopTimer?.();
    timer = reason;
    stopTimer = deps.later(() => void flush(reason), ms);
  }

  /** How long the service is still to be left alone; a clock that was set back does not make it longer. */
  function backOff(): number {
    const ms = (backOffStore.get()?.until ?? 0) - now();
    return ms > 0 && ms <= LONGEST_WAIT_MS ? ms : 0;
  }

  let flushing: Promise<void> | undefined;

  function flush(reason: FlushReason): Promise<void> {
    // A drain that is under way may already have looked where something waits now.
    if (flushing && reason === 'manual') return flushing.then(() => flush(reason));
    flushing ??= once(reason).finally(() => {
      flushing = undefined;
    });
    return flushing;
  }

  async function once(reason: FlushReason): Promise<void> {
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
      // What was stored while the drain looked at its last page; it may be free, whatever holds the rest.
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
