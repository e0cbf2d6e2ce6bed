/** Reports and counts whether each event is sent, pending, refused or dropped, and why. */

import { guard, type Stop } from '../browser/listen';
import { log, warn } from '../browser/warn';
import type { ConsentReport } from '../consent/consent';
import type { Dropped, EventReport, SessionId } from '../core/event';

/** A row that the service refused for good; `why` is its answer. */
export type Refused = Partial<EventReport> & { why: string };

export interface Reports {
  /** The event is in the outbox. */
  stored: EventReport;
  /** The service has accepted the event. */
  sent: EventReport;
  /** The service refused the event for good; `why` is its answer. */
  refused: EventReport & { why: string };
  /** A request failed and nothing is lost. The next attempt is in `waitMs` milliseconds. */
  retry: { why: string; message: string; waitMs: number };
  /** The event was dropped; `reason` is the invalid field or another cause, `message` a sentence. */
  dropped: Dropped;
  /** A new session began. */
  session: { sessionId: SessionId };
  /** The state of consent has changed. */
  consent: ConsentReport;
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

const NAMES = 'stored sent refused retry dropped session consent error'.split(' ');

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
        // An empty message: the developer made no mistake.
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
