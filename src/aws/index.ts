/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { later } from '../browser/later';
import { isVisible } from '../browser/lifecycle';
import { withLock, withoutLock } from '../browser/lock';
import { uuid } from '../browser/uuid';
import { createScheduledDelivery } from '../delivery/delivery';
import { createEventTypes } from '../delivery/event-types';
import { createFlusher } from '../delivery/flusher';
import { createPatience } from '../delivery/patience';
import { createRecords } from '../delivery/records';
import { createToSend } from '../delivery/to-send';
import type { Delivery, DeliveryParts } from '../delivery/transport';
import type { Row } from '../event';
import { show } from '../limits';
import { createClaims } from '../outbox/claims';
import { setAside } from '../outbox/refused';
import { createBridge } from '../visitor/bridge';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createPut } from './put';

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, now, owner, outbox, scope, say, user } = parts;
  const { storage, clock, requestHandler, credentials } = accessFor(parts);
  const bridge = createBridge(storage, config.trackingId, uuid);
  const types = createEventTypes(storage, config.trackingId, say);
  const records = createRecords(storage);
  const eventToSend = createToSend({
    offset: clock.offset,
    now,
    maxAgeDays: config.store.maxAgeDays,
    onTooOld: parts.onGivenUp,
  });

  function toSend(stored: Row): Row | undefined {
    const row = eventToSend(stored);
    if (row?.kind !== 'user' && row?.kind !== 'item') return row;
    const record = records.toSend(row);
    if ('v' in record) return record;
    parts.onGivenUp(row, ...record);
    return undefined;
  }

  const flusher = createFlusher({
    claims: createClaims({
      use: outbox.use,
      owner,
      now,
      isVisible,
      toSend,
      onForeign(value) {
        setAside(storage, { why: 'no event of this version', value: show(value) });
        parts.onGivenUp(value as Row, 'corrupt', 'a value that is no event was in the outbox: set aside');
      },
    }),
    transport: createTransport({
      credentials,
      clock,
      put: createPut({ config, requestHandler, credentials: credentials.provide, clock, now }),
    }),
    outbox,
    withLock,
    withoutLock,
    toSend,
    now,
    scope,
    async onEmpty() {
      const userId = user();
      const rows = userId ? bridge.cross(userId, now()) : [];
      await Promise.all(rows.map(parts.store));
      bridge.crossed(rows);
      return rows.length > 0;
    },
    onSent(row) {
      if (row.kind === 'event') {
        types.sent(row.body.eventType);
        bridge.passed(row);
      } else records.passed(row);
      parts.onSent(row);
    },
    onRefused(row, why) {
      say(`${nameOf(row)} was refused by Personalize (${why}): set aside`);
      setAside(storage, { ...row.body, ...(row.kind === 'event' && row.visitor), why });
      parts.onRefused(row, why);
    },
    onRecordsFailed: (row, why) => say(`${nameOf(row)} is kept, not sent: ${why}`),
  });
  return createScheduledDelivery({
    parts,
    flusher,
    patience: createPatience(storage, config.trackingId + config.identityPoolId),
    random: Math.random,
    later,
  });
}

const nameOf = (row: Row): string =>
  row.kind === 'event' ? row.body.eventType : `${row.kind} ${row.body.userId ?? row.body.itemId}`;
