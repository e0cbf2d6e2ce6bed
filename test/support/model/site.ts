/** What all tabs of a site share, with the faults that its settings give it. */

import type { Visitor } from '../../../src/core/event';
import { createTexts, type Texts } from '../unit-storage';
import type { SiteSettings } from './choices';
import { createLedger, type Ledger } from './ledger';
import { createLocks, type LockManager } from './locks';
import { createService, type Service } from './network';
import { createNoise } from './noise';
import { type Disk, SOUND } from './storage-port';
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
  /** What the device's clock says. */
  deviceNow: () => number;
  serverNow: () => number;
  /** Chance that the delivery chunk does not load. */
  noChunk: number;
  /** The device's clock was wrong at some time. */
  clockWrong: boolean;
  /** By how much from beginning to end, in milliseconds; `undefined` when it was put forward or back. */
  skew: number | undefined;
  setClock(skew: number): void;
  /** For whoever reads how it went. */
  tell: (what: string) => void;
  story: string[];
}

const START = 1_700_000_000_000;

/** Nothing is wrong with it. */
export const SOUND_SITE: SiteSettings = {
  badShare: 0,
  skewMs: 0,
  hasLocks: true,
  maxEvents: 5000,
  noChunk: 0,
};

/** What is not set is drawn while the visit goes on; the same `noise` gives the same visit. */
export function createSite(settings: SiteSettings, noise: number): Site {
  const { badShare, skewMs, hasLocks, maxEvents, noChunk } = settings;
  const world = createWorld(createNoise(noise));
  const story: string[] = [];
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
    disk: { faults: SOUND, unwellAt: -1 },
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
    tell: (what) => story.push(`${world.time.toFixed(0)} ${what}`),
    story,
  };
}
