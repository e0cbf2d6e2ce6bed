/**
 * The tag's half of delivery. It loads the delivery chunk when a row is stored or pending, and passes the rows to it.
 * The chunk decides when to send, and sends.
 */

import type { Later } from '../browser/later';
import type { Stop } from '../browser/listen';
import type { Parts } from '../loader/lazy-parts';
import type { QueuedRow } from '../outbox/rows';
import type { Delivery, DeliveryParts, FlushReason } from './transport';

/** How long to wait before the rows are counted again after the store failed. */
const RECOUNT_MS = 10_000;

export interface Trigger {
  /** These rows are about to be stored. `leaving`: the page is likely to be left soon. */
  storing(rows: readonly QueuedRow[], leaving: boolean): void;
  /** These rows are stored or unpersisted. */
  stored(rows: readonly QueuedRow[], leaving: boolean): void;
  /** The page can be gone after this task. */
  leave(): void;
  /** Resolves when the drain has ended, or the chunk failed to load. */
  flush(reason: FlushReason): Promise<void>;
  /** Stops the current delivery. Rows stored later get a new one, unless the scope has ended. */
  stop: Stop;
  /** Starts a new delivery if rows are pending. */
  begin(): void;
}

export function createTrigger(parts: DeliveryParts, part: Parts['part'], later: Later): Trigger {
  const { outbox, page } = parts;
  let delivery: Delivery | undefined;
  let startWhenLoaded = false;
  const { load } = part('aws', (loaded) => {
    // Sends all rows that became pending while the chunk was missing, also those of other pages.
    if (startWhenLoaded) void resume();
    return loaded;
  });

  async function loadAnd(use: (delivery: Delivery) => unknown): Promise<void> {
    const { scope } = page;
    const loaded = await load().catch(() => {
      startWhenLoaded = true;
    });
    if (!loaded || scope.ended) return;
    delivery ??= loaded.createDelivery(parts);
    await use(delivery);
  }

  const resume = () => loadAnd((loaded) => loaded.start());

  function begin(): void {
    void outbox.recount().then((known) => {
      if (page.scope.ended) return;
      if (outbox.waiting()) void resume();
      // A store that does not answer can contain rows of an earlier page.
      else if (!known) later(begin, RECOUNT_MS);
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
      // Synchronous if the chunk is loaded, because the page can be gone after this task.
      if (delivery) delivery.stored(rows, leaving);
      else void loadAnd((loaded) => loaded.stored(rows, leaving));
    },
    leave: () => delivery?.leave(),
    flush: (reason) => loadAnd((loaded) => loaded.flush(reason)),
    stop,
    begin,
  };
}
