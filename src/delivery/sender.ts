/**
 * The tag's half of delivery: knows how much waits, decides when the chunk is fetched and a drain begins, and hands over
 * what leaves together with the page. The other half, the drain itself, comes with the chunk.
 */

import type { Later } from '../browser/later';
import type { Stop } from '../browser/listen';
import { createLoader } from '../browser/load-chunk';
import type { Waiting } from '../outbox/rows';
import type { PatienceStore } from './patience';
import { createSchedule, type FlushReason } from './schedule';
import type { Delivery, DeliveryModule, DeliveryParts, Drained } from './transport';

/** So long a store that was silent is left alone. */
const LOOK_AGAIN_MS = 30_000;

export interface Sender {
  /** These are about to be stored; what is to go out as soon as it is, with a claim. */
  storing(rows: readonly Waiting[], leaving: boolean): void;
  /** These are stored, or afloat. */
  stored(rows: readonly Waiting[], leaving: boolean): void;
  /** The page may be gone after this task. */
  leave(): void;
  /** What waits is no longer this page's to send. */
  forget(): void;
  flush(reason: FlushReason): Promise<void>;
  stop: Stop;
}

export function createSender(deps: {
  parts: Omit<DeliveryParts, 'outbox'>;
  importDelivery: (attempt: number) => Promise<DeliveryModule>;
  outbox: DeliveryParts['outbox'] & {
    add(rows: readonly Waiting[]): Promise<void>;
    waiting(): number;
    recount(): Promise<boolean>;
  };
  patience: PatienceStore;
  random: () => number;
  later: Later;
  onFlush: (reason: FlushReason) => void;
  onRetry: (why: string, message: string, waitMs: number) => void;
}): Sender {
  const { outbox, parts } = deps;
  let delivery: Delivery | undefined;
  let stopped = false;

  const load = createLoader(async (attempt) => {
    delivery = (await deps.importDelivery(attempt)).createDelivery({ ...parts, outbox });
    return delivery;
  });

  async function drain(): Promise<Drained> {
    try {
      return await (await load()).drain();
    } finally {
      await outbox.recount();
    }
  }

  const schedule = createSchedule({ ...deps, ...parts.config.flush, now: parts.now, drain });
  /** While the service asks for patience, leaving is no reason to disturb it. */
  const canLeave = () => (delivery?.ready && !schedule.backingOff ? delivery : undefined);

  function leave(): void {
    const sent = canLeave()
      ?.leave()
      .filter(({ claim }) => !claim || claim.until < parts.now());
    if (!sent?.length) return;
    // Nobody else must send them again while these requests are on their way.
    delivery?.claim(sent);
    void outbox.add(sent);
  }

  function begin(): void {
    void outbox.recount().then((known) => {
      if (stopped) return;
      if (outbox.waiting()) schedule.start();
      // A store that does not answer yet may hold what the last visit left.
      else if (!known) deps.later(begin, LOOK_AGAIN_MS);
    });
  }
  begin();

  return {
    storing(rows, leaving) {
      delivery?.added(rows);
      if (leaving) canLeave()?.claim(rows);
    },
    stored(rows, leaving) {
      if (leaving) leave();
      // Also when they are on their way: if the page stays and the request fails, somebody has to try again.
      schedule.stored(rows.length);
    },
    leave,
    forget: () => delivery?.forget(),
    flush: schedule.flush,
    stop() {
      stopped = true;
      schedule.stop();
      delivery?.stop();
    },
  };
}
