/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { withLock } from '../browser/lock';
import { createFlusher } from '../delivery/flusher';
import type { Delivery, DeliveryParts } from '../delivery/transport';
import { createClaims } from '../outbox/claims';
import { createTransport } from './aws-transport';

export function createDelivery({ config, use, owner, now, onSent, onRefused }: DeliveryParts): Delivery {
  return createFlusher({
    claims: createClaims(use, owner, now),
    transport: createTransport(config),
    withLock,
    onSent,
    onRefused,
  });
}
