/**
 * Delivers the rows of one destination to AWS: claimed, sent and settled, with a lock and a back-off of its own. Events
 * have a destination, and each dataset has one, so that none of them waits for another.
 */

import { later } from '../../browser/later';
import { isVisible } from '../../browser/lifecycle';
import { withLock, withoutLock } from '../../browser/lock';
import type { Row } from '../../core/event';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { createBackOffStore } from '../drain/back-off-store';
import { createClaims } from '../drain/claims';
import { createScheduledDelivery } from '../drain/delivery';
import { createDrainer } from '../drain/drainer';
import type { OldRows } from '../drain/old-rows';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createClient, type EventsClient } from './client';
import { createRowReports } from './row-reports';

/** Everything but `store`: a destination adds no rows. */
type DestinationParts = Omit<DeliveryParts, 'store'>;

/** What is special about the rows of a destination. */
interface DestinationDeps {
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
}

export function createDestination(parts: DestinationParts, deps: DestinationDeps): Delivery {
  const { outbox, scope } = parts;
  const { storage, clock, credentials } = accessFor(parts);
  const client = createClient(parts);
  const reports = createRowReports({ ...parts, storage }, deps.what);

  function put(batch: readonly Row[]): Promise<unknown> {
    client.config.systemClockOffset = clock.offset();
    return deps.put(client, batch);
  }

  const drainer = createDrainer({
    claims: createClaims({
      ...deps,
      ...reports,
      outbox,
      page: parts,
      isVisible,
    }),
    transport: createTransport({ credentials, clock, put }),
    outbox,
    locks: { withLock, withoutLock },
    page: parts,
    handlers: {
      ...reports,
      prepareRow: deps.prepareRow,
      onEmpty: deps.onEmpty ?? (async () => false),
      onSent(row) {
        deps.onSent(row);
        reports.onSent(row);
      },
    },
  });
  const delivery = createScheduledDelivery({
    ...reports,
    parts,
    drainer,
    backOffStore: createBackOffStore(storage, outbox.destination),
    random: Math.random,
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
