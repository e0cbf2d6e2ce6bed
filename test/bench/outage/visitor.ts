/**
 * One simulated visitor with the real schedule, batch sender, drainer and batches. The store is a list, shared by the
 * visitor's tabs.
 *
 * A page lasts 40 seconds on average and has an event every 15 seconds. One visitor of five has two tabs. A visit lasts
 * six minutes, and credentials one hour. A visitor without credentials first requests an identity and its credentials.
 */

import type { BackOff } from '../../../src/chunks/drain/back-off-store';
import type { Claims } from '../../../src/chunks/drain/claims';
import { createScheduledDelivery } from '../../../src/chunks/drain/delivery';
import { createDrainer } from '../../../src/chunks/drain/drainer';
import { idOf, type Row } from '../../../src/core/event';
import type { DeliveryParts } from '../../../src/delivery/transport';
import { createTrigger } from '../../../src/delivery/trigger';
import { createParts } from '../../../src/loader/lazy-parts';
import { type QueuedRow, toQueuedRow } from '../../../src/outbox/rows';
import type { SimulatedAws } from './aws';
import type { SimulatedClock } from './clock';

const PAGE_MS = 40_000;
const EVENT_MS = 15_000;
export const VISIT_MS = 360_000;

export interface Simulation {
  clock: SimulatedClock;
  aws: SimulatedAws;
  random: () => number;
  delayMs: number;
  /** The share of visitors who are new and have no identity. */
  newShare: number;
  onStored(): void;
  onSent(row: Row): void;
}

export interface SimulatedVisitor {
  /** Opens the first page. */
  arrive(): void;
  waiting(): number;
}

let visitorCount = 0;

export function createVisitor(
  simulation: Simulation,
  ends: (visitor: SimulatedVisitor) => void,
): SimulatedVisitor {
  const { clock, aws, random } = simulation;
  const { now, later } = clock;
  const sessionId = `visitor-${++visitorCount}`;
  const rows = new Map<string, QueuedRow>();
  const claimed = new Map<string, { owner: string; until: number }>();
  let backOffStore: BackOff | undefined;
  let identity = random() >= simulation.newShare;
  let credentials = false;
  let locked = false;
  let pages = 0;
  let gone = false;
  const drawDelay = (mean: number) => -mean * Math.log(1 - random());

  async function prepare() {
    if (credentials) return undefined;
    const refused = identity ? undefined : await aws.ask('GetId');
    if (refused) return refused;
    identity = true;
    const unready = await aws.ask('GetCredentialsForIdentity');
    credentials = !unready;
    return unready;
  }

  function claims(owner: string): Claims {
    return {
      mark(all) {
        for (const { row } of all) claimed.set(idOf(row), { owner, until: now() + 10_000 });
      },
      async take(most, skip, answered = []) {
        await this.remove(answered);
        const free = [...rows.values()].filter(({ row }) => {
          const claim = claimed.get(idOf(row));
          return !skip(row) && (!claim || claim.owner === owner || claim.until <= now());
        });
        const taken = free.slice(0, most);
        for (const { row } of taken) claimed.set(idOf(row), { owner, until: now() + 15_000 });
        const [one] = free.length ? [] : claimed.values();
        return { taken, ...(one && rows.size ? { heldUntil: one.until } : {}) };
      },
      peek: async () => ({ taken: [] }),
      async remove(all) {
        for (const { row } of all) {
          rows.delete(idOf(row));
          claimed.delete(idOf(row));
        }
      },
      async restore() {},
      async renew() {},
      async release(all) {
        for (const { row } of all) claimed.delete(idOf(row));
      },
    };
  }

  /** Opens one page after the other in one tab. */
  function open(): void {
    const owner = `${sessionId}-${++pages}`;
    const parts = {
      config: {
        flush: { delayMs: simulation.delayMs, batch: 10 },
        store: { maxEvents: Number.POSITIVE_INFINITY },
      },
      page: { owner, now, scope: {}, log() {} },
      outbox: {
        use: () => Promise.reject(new Error('the simulation has no database')),
        unpersisted: () => [],
        sent() {},
        async add(all: readonly QueuedRow[]) {
          for (const waiting of all) rows.set(idOf(waiting.row), waiting);
        },
        waiting: () => rows.size,
        recount: async () => true,
      },
    } as unknown as DeliveryParts;
    const drainer = () =>
      createDrainer({
        claims: claims(owner),
        transport: { prepare, ready: () => true, send: aws.send },
        locks: {
          withoutLock: (fn) => fn(() => true),
          withLock: async (_, fn) => {
            if (locked) return undefined;
            locked = true;
            try {
              return await fn(() => true);
            } finally {
              locked = false;
            }
          },
        },
        page: parts.page,
        outbox: parts.outbox,
        handlers: {
          onEmpty: async () => false,
          onSent: simulation.onSent,
          onRefused() {},
          prepareRow: (row) => row,
        },
      });
    const trigger = createTrigger(
      parts,
      createParts(
        async () =>
          ({
            createDelivery: () =>
              createScheduledDelivery({
                parts,
                drainer: drainer(),
                backOffStore: {
                  get: () => backOffStore,
                  set(next) {
                    backOffStore = next;
                  },
                },
                random,
                later,
                onRetry() {},
              }),
          }) as never,
        () => {},
        later,
      ).part,
      later,
    );

    let left = false;
    let events = 0;
    function trackNext(): void {
      if (left) return;
      const eventId = `${owner}-${++events}`;
      const row: Row = {
        v: 1,
        kind: 'event',
        capturedAt: now(),
        visitor: { trackingId: 'tracker', sessionId },
        body: { eventId, eventType: 'View', sentAt: now() / 1000 },
      };
      const waiting = toQueuedRow(row, 'here');
      rows.set(eventId, waiting);
      simulation.onStored();
      trigger.storing([waiting], false);
      trigger.stored([waiting], false);
      later(trackNext, drawDelay(EVENT_MS));
    }
    later(trackNext, drawDelay(EVENT_MS));
    later(() => {
      left = true;
      trigger.leave();
      trigger.stop();
      if (!gone) open();
    }, drawDelay(PAGE_MS));
  }

  const visitor: SimulatedVisitor = {
    arrive() {
      open();
      if (random() < 0.2) open();
      later(() => {
        gone = true;
        ends(visitor);
      }, drawDelay(VISIT_MS));
    },
    waiting: () => rows.size,
  };
  return visitor;
}
