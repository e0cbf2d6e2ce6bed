/** The trigger and the schedule of delivery, with a fake store and a fake drainer. */

import { parseOptions } from '../../src/api/config';
import { createBackOffStore } from '../../src/chunks/drain/back-off-store';
import { createScheduledDelivery } from '../../src/chunks/drain/delivery';
import type { Page } from '../../src/core/page';
import type { Delivery, DeliveryParts, Drained } from '../../src/delivery/transport';
import { createTrigger } from '../../src/delivery/trigger';
import { createParts } from '../../src/loader/lazy-parts';
import type { QueuedRow } from '../../src/outbox/rows';
import { idsOf } from './unit-rows';
import { createTexts } from './unit-storage';
import { createTimers } from './unit-timers';

export const retry: Drained = { kind: 'retry', why: 'server', message: '500', afterMs: 60_000 };

/** A page with a fake store and a fake drainer that record their calls. */
export function openTrigger(
  given: {
    waiting?: number;
    known?: boolean;
    answers?: (Drained | Promise<Drained>)[];
    imports?: Error[];
  } = {},
) {
  const timers = createTimers();
  const calls: string[] = [];
  const reasons: string[] = [];
  const recordCall = (what: string) => (rows: readonly QueuedRow[]) =>
    void calls.push(`${what} ${idsOf(rows)}`);
  const store = { waiting: given.waiting ?? 0, known: given.known ?? true, recounts: 0 };
  const drainer = {
    ready: true,
    leaves: [] as QueuedRow[],
    async drain(): Promise<Drained> {
      calls.push('drain');
      return given.answers?.shift() ?? { kind: 'empty' };
    },
    claim: recordCall('claim'),
    added: recordCall('added'),
    leave() {
      calls.push('leave');
      return drainer.leaves;
    },
  };
  const attempts: number[] = [];
  /** The parts of each delivery. */
  const deliveries: DeliveryParts[] = [];
  const config = parseOptions({ trackingId: 't', identityPoolId: 'us-east-1:1' }, () => {});
  if (!config) throw new Error('no config');
  const page: Partial<Page> = {
    scope: {},
    owner: 'page',
    now: timers.now,
    log: (_, reason) => reasons.push(`${reason}`),
  };
  const parts = {
    config,
    page,
    outbox: {
      use: undefined as never,
      destination: 'here',
      unpersisted: () => [],
      sent() {},
      async add(rows: readonly QueuedRow[]) {
        calls.push(`stored ${idsOf(rows)}`);
      },
      waiting: () => store.waiting,
      async recount() {
        store.recounts++;
        return store.known;
      },
    },
  } as Partial<DeliveryParts> as DeliveryParts;
  const chunk = {
    createDelivery(all: DeliveryParts): Delivery {
      deliveries.push(all);
      return createScheduledDelivery({
        parts: all,
        onRetry: (why) => calls.push(`retry ${why}`),
        drainer,
        backOffStore: createBackOffStore(createTexts(), 'the set-up'),
        random: () => 1,
        later: timers.later,
      });
    },
  };
  const chunks = createParts(
    async (_, attempt) => {
      attempts.push(attempt);
      const error = given.imports?.shift();
      if (error) throw error;
      return chunk as never;
    },
    () => calls.push('retry unavailable'),
    timers.later,
  );
  const trigger = createTrigger(parts, chunks.part, timers.later);
  return {
    ...timers,
    trigger,
    stopParts: chunks.stop,
    calls,
    reasons,
    store,
    drainer,
    attempts,
    scope: parts.page.scope,
    parts: deliveries,
  };
}

/** The same page after its delivery chunk has loaded, with empty records. */
export async function openLoadedTrigger(given: Parameters<typeof openTrigger>[0] = {}) {
  const page = openTrigger(given);
  await page.trigger.flush('manual');
  page.calls.length = 0;
  page.reasons.length = 0;
  return page;
}
