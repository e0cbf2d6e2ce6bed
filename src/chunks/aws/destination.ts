/**
 * Delivers the rows of one destination to AWS: claimed, sent and settled, with a lock and a back-off of its own. Events
 * have a destination, and each dataset has one, so that none of them waits for another.
 */

import { later } from '../../browser/later';
import { isVisible } from '../../browser/lifecycle';
import { withLock, withoutLock } from '../../browser/lock';
import type { DatasetRow, Row } from '../../core/event';
import type { Delivery, DeliveryParts } from '../../delivery/transport';
import { createBackOffStore } from '../drain/back-off-store';
import { createClaims } from '../drain/claims';
import { createScheduledDelivery } from '../drain/delivery';
import { createDrainer } from '../drain/drainer';
import type { OldRows } from '../drain/old-rows';
import { createPrepareRow } from '../drain/prepare-row';
import { accessFor } from './access';
import { createTransport } from './aws-transport';
import { createClient, type EventsClient } from './client';
import { createRowReports } from './row-reports';

/** What is special about the rows of a destination. */
interface DestinationDeps {
  old: OldRows;
  /** Calls the service. */
  put: (client: EventsClient, batch: readonly Row[]) => Promise<unknown>;
  /** Converts a user or an item to what is sent. `undefined` gives it up. */
  convert?: (row: DatasetRow) => DatasetRow | undefined;
  onSent: (row: Row) => void;
  /** No row is left to claim. Resolves to true if rows have been added since. */
  onEmpty?: () => Promise<boolean>;
  /** How messages name the rows. */
  what?: string;
}

export function createDestination(parts: DeliveryParts, deps: DestinationDeps): Delivery {
  const { config, outbox, page } = parts;
  const { now, scope } = page;
  const access = accessFor(parts);
  const { storage, clock, credentials } = access;
  const client = createClient(config, access);
  const reports = createRowReports(storage, parts, deps.what);
  const prepareRow = createPrepareRow({
    offset: clock.offset,
    now,
    maxAgeDays: config.store.maxAgeDays,
    onTooOld: parts.rows.onDropped,
    convert: deps.convert,
  });

  function put(batch: readonly Row[]): Promise<unknown> {
    client.config.systemClockOffset = clock.offset();
    return deps.put(client, batch);
  }

  const drainer = createDrainer({
    claims: createClaims({
      ...deps,
      ...reports,
      outbox,
      page,
      prepareRow,
      isVisible,
    }),
    transport: createTransport({ credentials, clock, put }),
    outbox,
    locks: { withLock, withoutLock },
    page,
    handlers: {
      ...reports,
      prepareRow,
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
