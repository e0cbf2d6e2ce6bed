/**
 * How the rows of one place reach AWS: claimed, sent and settled, with the lock and the patience of their destination.
 * Events have a sending, and each dataset has one, so that none of them waits for another.
 */

import { later } from '../../browser/later';
import { isVisible } from '../../browser/lifecycle';
import { withLock, withoutLock } from '../../browser/lock';
import { type LooseRow, type Row, toReport } from '../../core/event';
import { formatValue } from '../../core/limits';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { addDeadLetter } from '../../outbox/dead-letters';
import { createBackOffStore } from '../drain/back-off-store';
import { createClaims, type OldRows } from '../drain/claims';
import { createScheduledDelivery } from '../drain/delivery';
import { createDrainer } from '../drain/drainer';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createClient, type EventsClient } from './client';

export function createDestination(
  parts: DeliveryParts,
  deps: {
    old: OldRows;
    /** The call of the service. */
    put: (client: EventsClient, batch: readonly Row[]) => Promise<unknown>;
    /** The row as it is to be sent, `undefined` where it is given up. */
    prepareRow: (row: Row) => Row | undefined;
    onSent: (row: Row) => void;
    /** Nothing is left to claim: true if something has been added since. */
    onEmpty?: () => Promise<boolean>;
    /** How a message names them. */
    what?: string;
  },
): Delivery {
  const { now, owner, outbox, scope, warn, emit, settle } = parts;
  const { storage, clock, credentials } = accessFor(parts);
  const client = createClient(parts);

  const drainer = createDrainer({
    claims: createClaims({
      ...deps,
      use: outbox.use,
      destination: outbox.destination,
      owner,
      now,
      isVisible,
      onCorrupt(value) {
        addDeadLetter(storage, { why: 'no event of this version', value: formatValue(value) });
        parts.onDropped(value as Row, 'corrupt', 'a value that is no event was in the outbox: set aside');
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
    prepareRow: deps.prepareRow,
    now,
    scope,
    onEmpty: deps.onEmpty ?? (async () => false),
    onSent(row) {
      deps.onSent(row);
      settle(row, true);
      emit('sent', toReport(row));
    },
    onRefused(row, why) {
      warn(`${nameOf(row)} was refused by Personalize (${why}): set aside`);
      const refused = { ...toReport(row as LooseRow), why };
      addDeadLetter(storage, refused);
      settle(row);
      emit('refused', refused);
    },
  });
  const delivery = createScheduledDelivery({
    parts,
    drainer,
    backOffStore: createBackOffStore(storage, outbox.destination),
    random: Math.random,
    onRetry(why, message, waitMs) {
      if (why === 'disabled') warn(`${deps.what ?? 'events'} are kept, not sent: ${message}`);
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
