/** Every event ends as sent, waiting, refused or dropped, and both the page and a person can learn which and why. */

import { guard, type Stop } from '../browser/listen';
import { log, warn } from '../browser/warn';
import type { Dropped, EventReport, SessionId } from '../core/event';

/** What the service will never take; `why` is what it answered. */
export type Refused = Partial<EventReport> & { why: string };

export interface Reports {
  /** The event is in the outbox. */
  stored: EventReport;
  /** The service has taken it. */
  sent: EventReport;
  /** The service will never take it; `why` is what it answered. */
  refused: EventReport & { why: string };
  /** A request did not succeed; nothing is lost, the next attempt is in `waitMs`. */
  retry: { why: string; message: string; waitMs: number };
  /** The event was not stored; `reason` is the field or circumstance, `message` a sentence. */
  dropped: Dropped;
  /** A new session began. */
  session: { sessionId: SessionId };
  error: { message: string };
}

export interface Stats {
  captured: number;
  stored: number;
  sent: number;
  retried: number;
  refused: number;
  dropped: Record<string, number>;
}

const NAMES = 'stored sent refused retry dropped session error'.split(' ');

export function createReports() {
  const listeners = new Map<string, Set<(report: never) => void>>();
  const stats: Stats = { captured: 0, stored: 0, sent: 0, retried: 0, refused: 0, dropped: {} };

  return {
    stats,

    emit<N extends keyof Reports>(name: N, report: Reports[N]): void {
      log(name, report);
      const count = (name === 'retry' ? 'retried' : name) as 'sent';
      if (stats[count] >= 0) stats[count]++;
      if (name === 'dropped') {
        const { reason, message } = report as Dropped;
        stats.dropped[reason] = (stats.dropped[reason] ?? 0) + 1;
        // What is no one's mistake is not told to a person.
        if (message) warn(message);
      }
      for (const fn of [...(listeners.get(name) ?? [])]) guard(fn as (report: Reports[N]) => void)(report);
    },

    on<N extends keyof Reports>(name: N, fn: (report: Reports[N]) => void): Stop {
      if (!NAMES.includes(name) || typeof fn !== 'function') {
        warn(`on: not one of ${NAMES}, or no function: ignored`);
        return () => {};
      }
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(fn));
      return () => void set.delete(fn);
    },
  };
}

export type ReportHub = ReturnType<typeof createReports>;
