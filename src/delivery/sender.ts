/**
 * The tag's half of delivery: knows how much waits, decides when the chunk is fetched and a drain begins, and hands over
 * what leaves together with the page. The other half, the drain itself, comes with the chunk.
 */

import type { Stop } from '../browser/listen';
import { createLoader } from '../browser/load-chunk';
import type { Claim, Waiting } from '../outbox/rows';
import { createSchedule, type FlushReason } from './schedule';
import type { Delivery, DeliveryModule, DeliveryParts, Drained } from './transport';

export interface Sender {
  /** These are being stored; with a claim in return they are to go out as soon as they are. */
  storing(rows: readonly Waiting[], leaving: boolean): Claim | undefined;
  stored(rows: readonly Waiting[], leaving: boolean): void;
  /** These could not be stored. */
  lost(rows: readonly Waiting[]): void;
  /** The page may be gone after this task. */
  leave(): void;
  flush(reason: FlushReason): Promise<void>;
  /** What is in the outbox, as far as is known. */
  waiting(): number;
  stop: Stop;
}

export function createSender(deps: {
  parts: Omit<DeliveryParts, 'use'>;
  importDelivery: (attempt: number) => Promise<DeliveryModule>;
  outbox: {
    use: DeliveryParts['use'];
    add(rows: readonly Waiting[], claim?: Claim): Promise<void>;
    count(): Promise<number>;
  };
  random: () => number;
  later: (fn: () => void, ms: number) => Stop;
  onFlush: (reason: FlushReason) => void;
  onRetry: (why: string, message: string, waitMs: number) => void;
}): Sender {
  const { outbox, parts } = deps;
  /** What is in the store, and what is on its way there. */
  let stored = 0;
  let storing = 0;
  let delivery: Delivery | undefined;

  const load = createLoader(async (attempt) => {
    delivery = (await deps.importDelivery(attempt)).createDelivery({ ...deps.parts, use: outbox.use });
    return delivery;
  });

  const recount = async () => {
    stored = await outbox.count().catch(() => stored);
  };

  async function drain(): Promise<Drained> {
    try {
      return await (await load()).drain();
    } finally {
      await recount();
    }
  }

  const schedule = createSchedule({ ...deps, ...parts.config.flush, now: parts.now, drain });
  /** While the service asks for patience, leaving is no reason to disturb it. */
  const canLeave = () => (delivery?.ready && !schedule.backingOff ? delivery : undefined);

  void recount().then(() => {
    if (stored) void schedule.flush('start');
  });

  return {
    storing(rows, leaving) {
      storing += rows.length;
      delivery?.added(rows);
      return leaving ? canLeave()?.claim() : undefined;
    },
    stored(rows, leaving) {
      storing -= rows.length;
      stored += rows.length;
      if (leaving) canLeave()?.leave();
      // Also when they are on their way: if the page stays and the request fails, somebody has to try again.
      schedule.stored(rows.length);
    },
    lost(rows) {
      storing -= rows.length;
      delivery?.lost(rows);
    },
    leave() {
      const sent = canLeave()?.leave();
      // The next page must not send them again while these requests are on their way.
      if (sent?.length) outbox.add(sent, delivery?.claim()).catch(() => {});
    },
    flush: schedule.flush,
    waiting: () => stored + storing,
    stop: schedule.stop,
  };
}
