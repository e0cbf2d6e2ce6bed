/**
 * Connects the drainer (sends rows) and the schedule (decides when), and sends the rows of a page that is left. This is
 * the part of delivery that is in the chunk; the trigger is the part in the tag.
 */

import type { Later } from '../../browser/later';
import type { Page } from '../../core/page';
import type { Delivery, DeliveryParts, RetryReason } from '../../delivery/transport';
import { createBackOff } from './back-off';
import type { BackOffStore } from './back-off-store';
import type { Drainer } from './drainer';
import { createSchedule } from './schedule';

export function createScheduledDelivery(deps: {
  parts: Pick<DeliveryParts, 'config' | 'outbox'> & { page: Pick<Page, 'now' | 'log'> };
  /** Called on a failure. The retry starts by itself after `waitMs`. */
  onRetry: (why: RetryReason, message: string, waitMs: number) => void;
  drainer: Drainer;
  backOffStore: BackOffStore;
  random: () => number;
  later: Later;
}): Delivery {
  const { parts, drainer } = deps;
  const { config, outbox } = parts;
  const { now, log } = parts.page;

  const schedule = createSchedule({
    ...deps,
    backOff: createBackOff(deps.backOffStore, now, deps.random),
    limits: config.flush,
    onFlush: (reason) => log('flush', reason),
    drain: () => drainer.drain().finally(outbox.recount),
  });

  /** A page that is left sends nothing during a back-off. */
  const canLeave = () => drainer.ready && !schedule.backingOff;

  function leave(): void {
    if (!canLeave()) return;
    const sent = drainer.leave().filter(({ claim }) => !claim || claim.until < now());
    if (!sent.length) return;
    // Other pages must not send these rows while the requests are in flight.
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
      // Also for rows in flight: if the page stays and the request fails, a drain has to retry.
      schedule.stored(rows.length);
    },
    leave,
    flush: schedule.flush,
    stop: schedule.stop,
  };
}
