/**
 * The chunk's half of delivery: what is sent (the flusher), when (the schedule), and what leaves together
 * with the page.
 */

import type { Later } from '../../browser/later';
import type { Delivery, DeliveryParts, RetryReason } from '../../delivery/transport';
import type { BackOffStore } from './back-off-store';
import type { Drainer } from './drainer';
import { createSchedule } from './schedule';

export function createScheduledDelivery(deps: {
  parts: Pick<DeliveryParts, 'config' | 'now' | 'outbox' | 'log'>;
  /** It tries again by itself after `waitMs`. */
  onRetry: (why: RetryReason, message: string, waitMs: number) => void;
  drainer: Drainer;
  backOffStore: BackOffStore;
  random: () => number;
  later: Later;
}): Delivery {
  const { parts, drainer } = deps;
  const { config, now, outbox } = parts;

  const schedule = createSchedule({
    ...deps,
    ...config.flush,
    ...parts,
    onFlush: (reason) => parts.log('flush', reason),
    drain: () => drainer.drain().finally(outbox.recount),
  });

  /** While the service asks for patience, leaving is no reason to disturb it. */
  const canLeave = () => drainer.ready && !schedule.backingOff;

  function leave(): void {
    if (!canLeave()) return;
    const sent = drainer.leave().filter(({ claim }) => !claim || claim.until < now());
    if (!sent.length) return;
    // Nobody else must send them again while these requests are on their way.
    drainer.claim(sent);
    void outbox.add(sent);
  }

  return {
    start: schedule.start,
    storing(rows, leaving) {
      drainer.added(rows);
      if (leaving && canLeave()) drainer.claim(rows);
    },
    stored(rows, leaving) {
      if (leaving) leave();
      // Also when they are on their way: if the page stays and the request fails, somebody has to try again.
      schedule.stored(rows.length);
    },
    leave,
    flush: schedule.flush,
    stop: schedule.stop,
  };
}
