/**
 * The tag's half of delivery: fetches the delivery chunk when something is stored or waits from before, and hands over
 * what leaves together with the page. When to send, and sending itself, is in the chunk.
 */

import type { Later } from '../browser/later';
import type { Stop } from '../browser/listen';
import { createLoader } from '../browser/load-chunk';
import type { Waiting } from '../outbox/rows';
import type { Delivery, DeliveryModule, DeliveryParts, FlushReason } from './transport';

/** A store that did not answer is asked again after this time. */
const LOOK_AGAIN_MS = 30_000;
/** The wait after a failed load doubles from one second to this. */
const LONGEST_WAIT_MS = 300_000;

export interface Sender {
  /** These are about to be stored. `leaving`: the page may be gone soon after. */
  storing(rows: readonly Waiting[], leaving: boolean): void;
  /** These are stored, or afloat. */
  stored(rows: readonly Waiting[], leaving: boolean): void;
  /** The page may be gone after this task. */
  leave(): void;
  /** Resolves when the drain has ended, or the chunk did not come. */
  flush(reason: FlushReason): Promise<void>;
  /** The delivery of now ends. What is stored later has another, unless the scope has ended. */
  stop: Stop;
  /** Another delivery begins if something waits. */
  begin(): void;
}

export function createSender(deps: {
  parts: DeliveryParts;
  importDelivery: (attempt: number) => Promise<DeliveryModule>;
  later: Later;
}): Sender {
  const { parts, later } = deps;
  const { outbox } = parts;
  // It may have been stopped while it waited for the page to be idle.
  const load = createLoader((attempt) => {
    if (parts.scope.ended) throw 0;
    return deps.importDelivery(attempt);
  });
  let delivery: Delivery | undefined;
  let stopRetry: Stop | undefined;
  let waitMs = 1000;

  async function loadAnd(use: (delivery: Delivery) => unknown): Promise<void> {
    const { scope } = parts;
    try {
      const { createDelivery } = await load();
      if (scope.ended) return;
      delivery ??= createDelivery(parts);
      await use(delivery);
    } catch (error) {
      // Whoever waited for the same load fails with it: one of them tries again.
      if (scope.ended || stopRetry) return;
      parts.onRetry('unavailable', `${error}`, waitMs);
      stopRetry = later(() => {
        stopRetry = undefined;
        void resume();
      }, waitMs);
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    }
  }

  const resume = () => loadAnd((loaded) => loaded.start());

  function begin(): void {
    void outbox.recount().then((known) => {
      if (parts.scope.ended) return;
      if (outbox.waiting()) void resume();
      // A store that does not answer yet may hold what the last visit left.
      else if (!known) later(begin, LOOK_AGAIN_MS);
    });
  }
  begin();

  function stop(): void {
    stopRetry?.();
    stopRetry = undefined;
    delivery?.stop();
    delivery = undefined;
  }

  return {
    storing: (rows, leaving) => delivery?.storing(rows, leaving),
    stored(rows, leaving) {
      // At once where it is there: the page may be gone after this task.
      if (delivery) delivery.stored(rows, leaving);
      else void loadAnd((loaded) => loaded.stored(rows, leaving));
    },
    leave: () => delivery?.leave(),
    flush: (reason) => loadAnd((loaded) => loaded.flush(reason)),
    stop,
    begin,
  };
}
