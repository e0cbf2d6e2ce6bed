/**
 * All choices that are made before a visit starts. These are plain values, so that fast-check can shrink a
 * counterexample.
 */

import type { NetworkFaults } from './network';
import type { Faults } from './storage-port';

export interface SiteSettings {
  /** Share of events that the service refuses. */
  badShare: number;
  /** Offset of the device's clock at the start. */
  skewMs: number;
  /** Whether the browser has Web Locks. */
  hasLocks: boolean;
  maxEvents: number;
  /** Chance that the delivery chunk does not load. */
  noChunk: number;
}

/** The number of inputs and outputs after which a tab crashes (see `life.ts`); `undefined` if it never does. */
export type Lifetime = number | undefined;

/** A tab, by its index modulo the number of live tabs: it stays valid when earlier steps are removed. */
export interface TabChoice {
  index: number;
  /** If no tab is live, one opens, with this lifetime. */
  lifetime: Lifetime;
}

export interface Departure {
  /** Whether the page goes into the back/forward cache. */
  cached: boolean;
  /** From `pagehide` until the page is frozen or gone. */
  goneMs: number;
  next: { openMs: number; lifetime: Lifetime } | undefined;
}

export type Action =
  | { kind: 'track'; tab: TabChoice; count: number }
  | {
      kind: 'trackAndLeave';
      tab: TabChoice;
      count: number;
      follows: { ms: number; departure: Departure } | undefined;
    }
  | { kind: 'open'; lifetime: Lifetime }
  | { kind: 'leave'; tab: TabChoice; departure: Departure }
  | { kind: 'hide' | 'show' | 'flush' | 'crash' | 'freeze'; tab: TabChoice }
  | { kind: 'thaw' }
  | { kind: 'network'; faults: NetworkFaults }
  | { kind: 'disk'; faults: Faults }
  | { kind: 'hang'; ms: number }
  | { kind: 'visitor'; userId: string | undefined }
  | { kind: 'clock'; skewMs: number };

export interface Step {
  waitMs: number;
  action: Action;
}

export interface Visit {
  steps: Step[];
  site: SiteSettings;
  /** The lifetime of the first tab. */
  lifetime: Lifetime;
  /** The pause after the last step. */
  pauseMs: number;
  /** Whether the tabs must deliver by themselves before all of them are closed and a last one opens. */
  staysOpen: boolean;
  /**
   * Seed of the random values during the visit (`noise.ts`): delays, and the outcome of each request and transaction.
   */
  noise: number;
}
