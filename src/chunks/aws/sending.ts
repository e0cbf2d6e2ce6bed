/**
 * How the rows of one place reach AWS: claimed, sent and settled, with the lock and the patience of their destination.
 * Events have a sending, and each dataset has one, so that none of them waits for another.
 */

import { later } from '../../browser/later';
import { isVisible } from '../../browser/lifecycle';
import { withLock, withoutLock } from '../../browser/lock';
import { type LooseRow, type Row, toReport } from '../../core/event';
import { show } from '../../core/limits';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { setAside } from '../../outbox/refused';
import { createPatience } from '../drain/back-off';
import { createClaims, type OldRows } from '../drain/claims';
import { createScheduledDelivery } from '../drain/delivery';
import { createFlusher } from '../drain/drain';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createClient, type EventsClient } from './client';

export function createSending(
  parts: DeliveryParts,
  deps: {
    old: OldRows;
    /** The call of the service. */
    put: (client: EventsClient, batch: readonly Row[]) => Promise<unknown>;
    /** The row as it is to be sent, `undefined` where it is given up. */
    toSend: (row: Row) => Row | undefined;
    onSent: (row: Row) => void;
    /** Nothing is left to claim: true if something has been added since. */
    onEmpty?: () => Promise<boolean>;
    /** How a message names them. */
    what?: string;
  },
): Delivery {
  const { now, owner, outbox, scope, say, emit, settle } = parts;
  const { storage, clock, credentials } = accessFor(parts);
  const client = createClient(parts);

  const flusher = createFlusher({
    claims: createClaims({
      ...deps,
      use: outbox.use,
      place: outbox.place,
      owner,
      now,
      isVisible,
      onForeign(value) {
        setAside(storage, { why: 'no event of this version', value: show(value) });
        parts.onGivenUp(value as Row, 'corrupt', 'a value that is no event was in the outbox: set aside');
      },
    }),
    transport: createTransport({
      credentials,
      clock,
      put: (batch) => {
        client.config.systemClockOffset = clock.offset();
        return deps.put(client, batch);
      },
    }),
    outbox,
    withLock,
    withoutLock,
    toSend: deps.toSend,
    now,
    scope,
    onEmpty: deps.onEmpty ?? (async () => false),
    onSent(row) {
      deps.onSent(row);
      settle(row, true);
      emit('sent', toReport(row));
    },
    onRefused(row, why) {
      say(`${nameOf(row)} was refused by Personalize (${why}): set aside`);
      const refused = { ...toReport(row as LooseRow), why };
      setAside(storage, refused);
      settle(row);
      emit('refused', refused);
    },
  });
  const delivery = createScheduledDelivery({
    parts,
    flusher,
    patience: createPatience(storage, outbox.place),
    random: Math.random,
    onRetry(why, message, waitMs) {
      if (why === 'disabled') say(`${deps.what ?? 'events'} are kept, not sent: ${message}`);
      emit('retry', { why, message, waitMs });
    },
    // After forget() nothing of before goes on, not even to find that out.
    later: (fn, ms) => later(() => scope.ended || fn(), ms),
  });
  return {
    ...delivery,
    storing(rows, leaving) {
      for (const { row } of rows) if (row.kind === 'event') row.clockOffset = clock.known();
      delivery.storing(rows, leaving);
    },
  };
}

const nameOf = (row: Row): string =>
  row.kind === 'event' ? row.body.eventType : `${row.kind} ${row.body.userId ?? row.body.itemId}`;
