/** What all tabs of a site share, as good or bad as a seed has it. */

import type { Visitor } from '../../../src/event';
import { createRandom } from '../random';
import { createTexts, type Texts } from '../unit-storage';
import { createLedger, type Ledger } from './ledger';
import { createLocks, type LockManager } from './locks';
import { createService, type Service } from './network';
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
  /** One of several, the first as a rule. */
  rarely<T>(usual: T, ...others: T[]): T;
  /** For whoever reads how it went. */
  tell: (what: string) => void;
  story: string[];
}

const START = 1_700_000_000_000;

/** With `sound`, nothing is wrong with it. */
export function createSite(seed: number, sound = false): Site {
  const random = createRandom(seed);
  const world = createWorld(random);
  const story: string[] = [];
  const rarely = <T>(usual: T, ...others: T[]): T =>
    sound || world.chance(0.7) ? usual : random.oneOf(others);
  const badShare = rarely(0, 0.1, 0.3);
  const bad = new Map<string, boolean>();
  let skew = rarely(0, -120_000, 3_600_000, -3_600_000);
  const hasLocks = sound || world.chance(0.7);
  const isBad = (id: string): boolean => {
    if (!bad.has(id)) bad.set(id, world.chance(badShare));
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
    maxEvents: rarely(5000, 4),
    serverNow: () => START + world.time,
    deviceNow: () => START + world.time + skew,
    noChunk: rarely(0, 0.3),
    clockWrong: skew !== 0,
    skew,
    setClock(to) {
      skew = to;
      this.skew = undefined;
      this.clockWrong = true;
    },
    rarely,
    tell: (what) => story.push(`${world.time.toFixed(0)} ${what}`),
    story,
  };
}
