import type { Later } from '../../browser/later';
import type { Stop } from '../../browser/listen';
import type { FlushReason } from '../../delivery/transport';

export interface FlushTimer {
  /** The flush reason of the pending timer. */
  reason?: FlushReason | undefined;
  /** Flushes after this time, instead of what was pending before. */
  wait(ms: number, reason: FlushReason): void;
  stop(): void;
}

export function createFlushTimer(later: Later, flush: (reason: FlushReason) => unknown): FlushTimer {
  let stopTimer: Stop | undefined;
  const timer: FlushTimer = {
    wait(ms, reason) {
      stopTimer?.();
      timer.reason = reason;
      stopTimer = later(() => void flush(reason), ms);
    },
    stop: () => stopTimer?.(),
  };
  return timer;
}
