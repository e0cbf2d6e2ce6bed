/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { uuid } from '../../browser/uuid';
import type { EventRow, LooseRow } from '../../core/event';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { oldKeys, toDestinationKey } from '../../outbox/rows';
import { createBridge } from '../drain/bridge';
import { createEventTypes } from '../drain/event-types';
import { expireOrphans } from '../drain/orphans';
import { createPrepareRow, latestOf, oldest } from '../drain/prepare-row';
import { accessFor } from './access';
import { createDestination } from './destination';
import { putEvents } from './put-events';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Of how many pages one looks for what nobody comes for: it takes a transaction. */
const ORPHANS_SHARE = 0.05;
/** Another configuration may let its events wait for longer than this one does, and an orphan costs little. */
const ORPHANS_DAYS = 90;

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, now, outbox, warn, user } = parts;
  const { trackingId, impressions } = config;
  const seenAs = impressions ? impressions.eventType : undefined;
  if (seenAs) {
    warn(`impressions.eventType: "${seenAs}" takes one of the 10 event types of Personalize`);
  }
  const { storage, clock } = accessFor(parts);
  const bridge = createBridge(storage, trackingId, uuid, outbox.destination);
  const types = createEventTypes(storage, trackingId, warn);
  const { maxAgeDays } = config.store;
  const age = { offset: clock.offset, now, maxAgeDays };
  let isDue = Math.random() < ORPHANS_SHARE;

  /** Once nothing else is to be done, and the time is known. WebKit keeps the store of a page that is left in a transaction. */
  function lookForOrphans(): void {
    if (!isDue || clock.known() === undefined) return;
    isDue = false;
    const days = Math.max(maxAgeDays, ORPHANS_DAYS);
    const since = oldest({ ...age, maxAgeDays: days });
    const own = [
      outbox.destination,
      toDestinationKey('user', `${config.usersDatasetArn}`, config),
      toDestinationKey('item', `${config.itemsDatasetArn}`, config),
    ];
    expireOrphans(
      outbox.use,
      own,
      since,
      (row) => !(latestOf(row as LooseRow) >= since),
      (row) =>
        parts.onDropped(row, 'maxAgeDays', `an event for another destination waited more than ${days} days`),
    ).catch(() => {});
  }

  return createDestination(parts, {
    old: {
      range: oldKeys,
      isOurs: (row) => row.kind === 'event' && row.visitor.trackingId === trackingId,
    },
    put: (client, batch) => putEvents(client, batch as readonly EventRow[]),
    prepareRow: createPrepareRow({ ...age, onTooOld: parts.onDropped }),
    onSent(row) {
      if (row.kind === 'event') types.sent(row.body.eventType);
      bridge.passed(row);
    },
    async onEmpty() {
      lookForOrphans();
      const userId = user();
      const rows = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(rows.map(parts.store));
      bridge.crossed(rows);
      return rows.length > 0;
    },
  });
}
