/**
 * The tag's half of delivery: fetches the delivery chunk when something is stored or waits from before, and hands over
 * what leaves together with the page. When to send, and sending itself, is in the chunk.
 */

import type { Later } from '../browser/later';
import type { Stop } from '../browser/listen';
import type { Parts } from '../loader/lazy-parts';
import type { QueuedRow } from '../outbox/rows';
import type { Delivery, DeliveryParts, FlushReason } from './transport';

/** A store that did not answer is asked again after this time. */
const LOOK_AGAIN_MS = 10_000;

export interface Trigger {
  /** These are about to be stored. `leaving`: the page may be gone soon after. */
  storing(rows: readonly QueuedRow[], leaving: boolean): void;
  /** These are stored, or afloat. */
  stored(rows: readonly QueuedRow[], leaving: boolean): void;
  /** The page may be gone after this task. */
  leave(): void;
  /** Resolves when the drain has ended, or the chunk did not come. */
  flush(reason: FlushReason): Promise<void>;
  /** The delivery of now ends. What is stored later has another, unless the scope has ended. */
  stop: Stop;
  /** Another delivery begins if something waits. */
  begin(): void;
}

export function createTrigger(deps: { parts: DeliveryParts; part: Parts['part']; later: Later }): Trigger {
  const { parts, part, later } = deps;
  const { outbox } = parts;
  let delivery: Delivery | undefined;
  let isAwaited = false;
  const { load } = part('aws', (loaded) => {
    // All that waits by then, whoever has stored it.
    if (isAwaited) void resume();
    return loaded;
  });

  async function loadAnd(use: (delivery: Delivery) => unknown): Promise<void> {
    const { scope } = parts;
    const loaded = await load().catch(() => {
      isAwaited = true;
    });
    if (!loaded || scope.ended) return;
    delivery ??= loaded.createDelivery(parts);
    await use(delivery);
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
