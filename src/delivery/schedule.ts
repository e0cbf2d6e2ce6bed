/**
 * When to send, apart from what. Every flush has a named reason.
 *
 * count: a batch is full · delay: the first waiting event is old enough · start: the last visit left something ·
 * return: shown or online again · manual: `flush()` · retry: the back-off is over · held: another page's claim ended
 */

import type { Stop } from '../browser/listen';
import type { Drained } from './transport';

export type FlushReason = 'count' | 'delay' | 'start' | 'return' | 'manual' | 'retry' | 'held';

/** Doubling from one second to five minutes, each wait drawn between nothing and that, so that visitors spread out. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;

export interface Schedule {
  /** So many more events wait. */
  stored(count: number): void;
  /** Sends now, whatever the back-off says; resolves when this drain has ended. */
  flush(reason: FlushReason): Promise<void>;
  /** True while the service has asked for patience. */
  readonly backingOff: boolean;
  stop(): void;
}

export function createSchedule(deps: {
  drain: () => Promise<Drained>;
  delayMs: number;
  batch: number;
  now: () => number;
  random: () => number;
  later: (fn: () => void, ms: number) => Stop;
  onFlush: (reason: FlushReason) => void;
  onRetry: (why: string, message: string, waitMs: number) => void;
}): Schedule {
  let unsent = 0;
  let failures = 0;
  let stopTimer: Stop | undefined;
  /** What the timer waits for. */
  let timer: FlushReason | undefined;
  let stopped = false;

  function wait(ms: number, reason: FlushReason): void {
    stopTimer?.();
    timer = reason;
    stopTimer = deps.later(() => void flush(reason), ms);
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
    stopTimer?.();
    timer = undefined;
    if (stopped) return;
    unsent = 0;
    deps.onFlush(reason);
    const result = await deps
      .drain()
      .catch((error): Drained => ({ kind: 'retry', why: 'unavailable', message: String(error) }));
    if (stopped) return;
    if (result.kind === 'empty') {
      failures = 0;
      // What was stored while the drain looked at its last page.
      if (unsent) wait(deps.delayMs, 'delay');
    } else if (result.kind === 'busy') {
      wait(Math.max(FIRST_WAIT_MS, (result.until ?? 0) - deps.now()), 'held');
    } else {
      const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
      const ms = result.afterMs ?? deps.random() * most;
      deps.onRetry(result.why, result.message, ms);
      wait(ms, 'retry');
    }
  }

  return {
    flush,
    stored(count) {
      unsent += count;
      if (timer === 'retry' || flushing || stopped) return;
      if (unsent >= deps.batch) void flush('count');
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
