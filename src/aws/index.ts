/**
 * Entry of personalize-aws.min.js: all that sending needs and capturing does not. It comes when something waits and the
 * page is idle.
 */

import { withLock } from '../browser/lock';
import { say } from '../browser/say';
import { siteStorage } from '../browser/site-storage';
import { uuid } from '../browser/uuid';
import { createFlusher } from '../delivery/flusher';
import { createToSend } from '../delivery/to-send';
import type { Delivery, DeliveryParts } from '../delivery/transport';
import type { Row } from '../event';
import { show } from '../limits';
import { createClaims } from '../outbox/claims';
import { setAside } from '../outbox/refused';
import { createBridge } from '../visitor/bridge';
import { createTransport } from './aws-transport';
import { createClock } from './clock';
import { createCredentials } from './credentials';
import { createFetchHandler } from './fetch-handler';
import { createPutEvents } from './put-events';

export function createDelivery(parts: DeliveryParts): Delivery {
  const { config, now, owner, outbox } = parts;
  const clock = createClock(siteStorage, now);
  const requestHandler = createFetchHandler(clock.learn);
  const credentials = createCredentials({ config, storage: siteStorage, clock, now, requestHandler });
  const bridge = createBridge(siteStorage, config.trackingId, uuid);
  const types = new Set<string>();
  return createFlusher({
    claims: createClaims({
      use: outbox.use,
      owner,
      now,
      toSend: createToSend({
        offset: clock.offset,
        now,
        maxAgeDays: config.store.maxAgeDays,
        onTooOld: parts.onGivenUp,
      }),
      onForeign(value) {
        setAside(siteStorage, { why: 'no event of this version', value: show(value) });
        parts.onGivenUp(value as Row, 'corrupt', 'a value that is no event was in the outbox');
      },
    }),
    transport: createTransport({
      credentials,
      clock,
      put: createPutEvents(config, requestHandler, credentials.provide, clock),
    }),
    outbox,
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
      setAside(siteStorage, { ...row.body, ...row.visitor, why });
      parts.onRefused(row, why);
    },
  });
}
