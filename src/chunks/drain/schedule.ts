/** Decides when to drain. Every flush has a named reason. */

import type { Later } from '../../browser/later';
import type { Drained, FlushReason, RetryReason } from '../../delivery/transport';
import type { BackOffTimer } from './back-off';
import { createFlushTimer } from './flush-timer';

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

export interface ScheduleDeps {
  drain: () => Promise<Drained>;
  backOff: BackOffTimer;
  /** How long an event waits for others, and how many fill a batch. */
  limits: { delayMs: number; batch: number };
  later: Later;
  onFlush: (reason: FlushReason) => void;
  onRetry: (why: RetryReason, message: string, waitMs: number) => void;
}

const unavailable = (error: unknown): Drained => ({
  kind: 'retry',
  why: 'unavailable',
  message: String(error),
});

export function createSchedule(deps: ScheduleDeps): Schedule {
  const { backOff, limits } = deps;
  let unsent = 0;
  let stopped = false;
  let flushing: Promise<void> | undefined;
  const timer = createFlushTimer(deps.later, flush);

  /** Waits for the end of a back-off. Returns 0 if there is none. */
  function backsOff(): number {
    const ms = backOff.remaining();
    if (ms) timer.wait(ms, 'retry');
    return ms;
  }

  function flush(reason: FlushReason): Promise<void> {
    // A drain in progress may already have read the part of the store where rows are pending now.
    if (flushing && reason === 'manual') return flushing.then(() => flush(reason));
    flushing ??= flushOnce(reason).finally(() => {
      flushing = undefined;
    });
    return flushing;
  }

  async function flushOnce(reason: FlushReason): Promise<void> {
    if (stopped || (reason === 'return' && backOff.isFirm())) return;
    timer.stop();
    timer.reason = undefined;
    unsent = 0;
    deps.onFlush(reason);
    const result = await deps.drain().catch(unavailable);
    if (stopped) return;
    const next = backOff.after(result);
    // Rows stored while the drain read its last page may be free, even if another page has claimed the others.
    if (unsent && result.kind !== 'retry') timer.wait(limits.delayMs, 'delay');
    else if (next) {
      if (result.kind === 'retry') deps.onRetry(result.why, result.message, next.ms);
      timer.wait(next.ms, next.reason);
    }
  }

  return {
    flush,
    start() {
      if (!backsOff()) void flush('start');
    },
    stored(count) {
      unsent += count;
      if (timer.reason === 'retry' || flushing || stopped || backsOff()) return;
      if (unsent >= limits.batch) void flush('count');
      else if (timer.reason !== 'delay') timer.wait(limits.delayMs, 'delay');
    },
    get backingOff() {
      return timer.reason === 'retry';
    },
    stop() {
      stopped = true;
      timer.stop();
    },
  };
}
