/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { uuid } from '../browser/uuid';
import { createEventTypes } from '../delivery/event-types';
import { createToSend, oldest } from '../delivery/to-send';
import type { Delivery, DeliveryParts } from '../delivery/transport';
import type { EventRow } from '../event';
import { expireOrphans } from '../outbox/orphans';
import { oldKeys } from '../outbox/rows';
import { createBridge } from '../visitor/bridge';
import { accessFor } from './access';
import { putEvents } from './put-events';
import { createSending } from './sending';

export { PROTOCOL as protocol } from '../protocol';

/** Of how many pages one looks for what nobody comes for. */
const ORPHANS_SHARE = 0.05;

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, now, outbox, say, user } = parts;
  const { trackingId, impressions } = config;
  const seenAs = impressions ? impressions.eventType : undefined;
  if (seenAs) {
    say(`impressions.eventType: "${seenAs}" takes one of the 10 event types of Personalize`);
  }
  const { storage, clock } = accessFor(parts);
  const bridge = createBridge(storage, trackingId, uuid, outbox.place);
  const types = createEventTypes(storage, trackingId, say);
  const { maxAgeDays } = config.store;
  const age = { offset: clock.offset, now, maxAgeDays };
  // Seldom, since it takes a transaction, and they may be some days older: WebKit keeps the store of a page that is left in one.
  if (Math.random() < ORPHANS_SHARE)
    expireOrphans(outbox.use, outbox.place, oldest(age), (row) =>
      parts.onGivenUp(
        row,
        'maxAgeDays',
        `an event for another destination waited more than ${maxAgeDays} days`,
      ),
    ).catch(() => {});

  return createSending(parts, {
    old: {
      range: oldKeys,
      isOurs: (row) => row.kind === 'event' && row.visitor.trackingId === trackingId,
    },
    put: (client, batch) => putEvents(client, batch as readonly EventRow[]),
    toSend: createToSend({ ...age, onTooOld: parts.onGivenUp }),
    onSent(row) {
      if (row.kind === 'event') types.sent(row.body.eventType);
      bridge.passed(row);
    },
    async onEmpty() {
      const userId = user();
      const rows = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(rows.map(parts.store));
      bridge.crossed(rows);
      return rows.length > 0;
    },
  });
}
