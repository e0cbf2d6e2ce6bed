/** The parts that all tabs of a site share, with the faults of its settings. */

import type { Visitor } from '../../../src/core/event';
import { createTexts, type Texts } from '../unit-storage';
import type { SiteSettings } from './choices';
import { createLedger, type Ledger } from './ledger';
import { createLocks, type LockManager } from './locks';
import { createService, type Service } from './network';
import { createNoise } from './noise';
import { type Disk, NO_DISK_FAULTS } from './storage-port';
import { createWorld, type World } from './world';

export interface Site {
  world: World;
  service: Service;
  texts: Texts;
  locks: LockManager;
  hasLocks: boolean;
  disk: Disk;
  ledger: Ledger;
  visitor: Visitor;
  maxEvents: number;
  /** The time of the device's clock. */
  deviceNow: () => number;
  serverNow: () => number;
  /** Chance that the delivery chunk does not load. */
  noChunk: number;
  /** Whether the clock of the device was ever wrong. */
  clockWrong: boolean;
  /** The constant offset of the device clock in milliseconds; `undefined` if the clock was set meanwhile. */
  skew: number | undefined;
  setClock(skew: number): void;
  /** Adds a line to the log of the visit, which a failed test prints. */
  log: (what: string) => void;
  logLines: string[];
}

const START = 1_700_000_000_000;

/** A site without faults. */
export const SITE_WITHOUT_FAULTS: SiteSettings = {
  badShare: 0,
  skewMs: 0,
  hasLocks: true,
  maxEvents: 5000,
  noChunk: 0,
};

/** Other values are drawn during the visit. The same `noise` gives the same visit. */
export function createSite(settings: SiteSettings, noise: number): Site {
  const { badShare, skewMs, hasLocks, maxEvents, noChunk } = settings;
  const world = createWorld(createNoise(noise));
  const logLines: string[] = [];
  let skew = skewMs;
  const bad = new Map<string, boolean>();
  const isBad = (id: string): boolean => {
    if (!bad.has(id)) bad.set(id, world.noise(`event ${id}`).chance(badShare));
    return bad.get(id) === true;
  };

  return {
    world,
    service: createService(world, isBad),
    texts: createTexts(),
    locks: createLocks(world, hasLocks),
    hasLocks,
    disk: { faults: NO_DISK_FAULTS, lastFaultAt: -1 },
    ledger: createLedger(),
    visitor: { trackingId: 'tracker', sessionId: 'session-1' },
    maxEvents,
    serverNow: () => START + world.time,
    deviceNow: () => START + world.time + skew,
    noChunk,
    clockWrong: skew !== 0,
    skew,
    setClock(to) {
      skew = to;
      this.skew = undefined;
      this.clockWrong = true;
    },
    log: (what) => logLines.push(`${world.time.toFixed(0)} ${what}`),
    logLines,
  };
}
