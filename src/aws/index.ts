/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { withLock } from '../browser/lock';
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
  return createFlusher({
    claims: createClaims(parts.use, parts.owner, now, parts.onForeign),
    transport: createTransport(config),
    withLock,
    async onEmpty() {
      const userId = parts.user();
      const rows = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(rows.map(parts.store));
      return rows.length > 0;
    },
    onSent(row) {
      bridge.passed(row);
      parts.onSent(row);
    },
    onRefused: parts.onRefused,
  });
}
