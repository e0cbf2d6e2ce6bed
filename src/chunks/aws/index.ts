/**
 * Entry of personalize-aws.min.js: everything that sending needs and capturing does not. It is loaded when rows are
 * pending and the page is idle.
 */

import { uuid } from '../../browser/uuid';
import type { EventRow } from '../../core/event';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { oldKeys, toDestinationKey } from '../../outbox/rows';
import { createBridge, toCaptured } from '../drain/bridge';
import { createEventTypes } from '../drain/event-types';
import { expireOrphans } from '../drain/orphans';
import { oldest } from '../drain/prepare-row';
import { accessFor } from './access';
import { createDestination } from './destination';
import { putEvents } from './put-events';

export { PROTOCOL as protocol } from '../../core/protocol';

/** The share of pages that look for orphans: a search takes a transaction. */
const ORPHANS_SHARE = 0.05;
/** Another configuration may keep its events longer than this one, and an orphan costs little. */
const ORPHANS_DAYS = 90;

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, outbox, reports, rows, visitor } = parts;
  const { now, warn } = parts.page;
  const { trackingId, impressions } = config;
  const seenAs = impressions ? impressions.eventType : undefined;
  if (seenAs) {
    warn(`impressions.eventType: "${seenAs}" uses one of the 10 event types that Personalize allows`);
  }
  const { storage, clock } = accessFor(parts);
  const bridge = createBridge(storage, trackingId, uuid, outbox.destination);
  const types = createEventTypes(storage, trackingId, warn);
  let isDue = Math.random() < ORPHANS_SHARE;

  /**
   * Runs when no row is pending and the time is known. In WebKit, the transaction of a page that is left can block the
   * store.
   */
  function lookForOrphans(): void {
    if (!isDue || clock.known() === undefined) return;
    isDue = false;
    const maxAgeDays = Math.max(config.store.maxAgeDays, ORPHANS_DAYS);
    const own = [
      outbox.destination,
      toDestinationKey('user', `${config.usersDatasetArn}`, config),
      toDestinationKey('item', `${config.itemsDatasetArn}`, config),
    ];
    expireOrphans(outbox.use, own, oldest({ offset: clock.offset, now, maxAgeDays }), (row) =>
      rows.onDropped(
        row,
        'maxAgeDays',
        `an event for another destination waited more than ${maxAgeDays} days`,
      ),
    ).catch(() => {});
  }

  function storeBridge(bridge: EventRow): unknown {
    const row = rows.assemble(toCaptured(bridge), bridge.visitor, () => bridge.body.eventId, warn);
    return 'reason' in row ? reports.emit('dropped', row) : rows.store(row);
  }

  return createDestination(parts, {
    old: {
      range: oldKeys,
      isOurs: (row) => row.kind === 'event' && row.visitor.trackingId === trackingId,
    },
    put: (client, batch) => putEvents(client, batch as readonly EventRow[]),
    onSent(row) {
      if (row.kind === 'event') types.sent(row.body.eventType);
      bridge.passed(row);
    },
    async onEmpty() {
      lookForOrphans();
      const userId = visitor.user();
      const bridged = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(bridged.map(storeBridge));
      bridge.crossed(bridged);
      return bridged.length > 0;
    },
  });
}
