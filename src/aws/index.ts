/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { withLock } from '../browser/lock';
import { say } from '../browser/say';
import { siteStorage } from '../browser/site-storage';
import { uuid } from '../browser/uuid';
import { createFlusher } from '../delivery/flusher';
import type { Delivery, DeliveryParts } from '../delivery/transport';
import { createClaims } from '../outbox/claims';
import { createBridge } from '../visitor/bridge';
import { createTransport } from './aws-transport';

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, now } = parts;
  const bridge = createBridge(siteStorage, config.trackingId, uuid);
  const types = new Set<string>();
  return createFlusher({
    claims: createClaims(parts.use, parts.owner, now, () =>
      say('a value that is no event was removed from the outbox'),
    ),
    transport: createTransport(config),
    withLock,
    async onEmpty() {
      const userId = parts.user();
      const rows = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(rows.map(parts.store));
      return rows.length > 0;
    },
    onSent(row) {
      types.add(row.body.eventType);
      if (types.size === 11)
        say(`${[...types].join(', ')}: 11 event types, Personalize takes 10 of a dataset group`);
      bridge.passed(row);
      parts.onSent(row);
    },
    onRefused(row, why) {
      say(`${row.body.eventType} was refused by Personalize (${why}): set aside`);
      parts.onRefused(row, why);
    },
  });
}
