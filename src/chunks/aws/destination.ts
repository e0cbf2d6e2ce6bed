/**
 * Delivers the rows of one destination to AWS: claimed, sent and settled, with a lock and a back-off of its own. Events
 * have a destination, and each dataset has one, so that none of them waits for another.
 */

import { later } from '../../browser/later';
import { isVisible } from '../../browser/lifecycle';
import { withLock, withoutLock } from '../../browser/lock';
import { type LooseRow, type Row, toReport } from '../../core/event';
import { formatValue } from '../../core/limits';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { addDeadLetter } from '../../outbox/dead-letters';
import { createBackOffStore } from '../drain/back-off-store';
import { createClaims } from '../drain/claims';
import { createScheduledDelivery } from '../drain/delivery';
import { createDrainer } from '../drain/drainer';
import type { OldRows } from '../drain/old-rows';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createClient, type EventsClient } from './client';

export function createDestination(
  parts: DeliveryParts,
  deps: {
    old: OldRows;
    /** Calls the service. */
    put: (client: EventsClient, batch: readonly Row[]) => Promise<unknown>;
    /** Returns the row as it is sent, `undefined` if it is given up. */
    prepareRow: (row: Row) => Row | undefined;
    onSent: (row: Row) => void;
    /** No row is left to claim. Resolves to true if rows have been added since. */
    onEmpty?: () => Promise<boolean>;
    /** How messages name the rows. */
    what?: string;
  },
): Delivery {
  const { outbox, scope, warn, emit, settle } = parts;
  const { storage, clock, credentials } = accessFor(parts);
  const client = createClient(parts);

  const drainer = createDrainer({
    claims: createClaims({
      ...deps,
      outbox,
      page: parts,
      isVisible,
      onCorrupt(value) {
        addDeadLetter(storage, { why: 'no event of this version', value: formatValue(value) });
        parts.onDropped(
          value as Row,
          'corrupt',
          'a value in the outbox was not a valid event: removed, see refused()',
        );
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
    locks: { withLock, withoutLock },
    page: parts,
    handlers: {
      onEmpty: async () => false,
      ...deps,
      onSent(row) {
        deps.onSent(row);
        settle(row, true);
        emit('sent', toReport(row));
      },
      onRefused(row, why) {
        warn(`${nameOf(row)} was refused by Personalize (${why}): not sent again, see refused()`);
        const refused = { ...toReport(row as LooseRow), why };
        addDeadLetter(storage, refused);
        settle(row);
        emit('refused', refused);
      },
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
    // After forget() no earlier work continues, not even a timer.
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
