/**
 * Stores the users or the items of one dataset and sends those that have changed, like events but separate from them.
 */

import { onReturn } from '../../browser/lifecycle';
import { type Stop, stopAll } from '../../browser/listen';
import { uuid } from '../../browser/uuid';
import type { DatasetRow, Row } from '../../core/event';
import type { DatasetParts, DeliveryParts } from '../../delivery/transport';
import type { Kind } from '../../entities/datasets-module';
import { keysIn } from '../../outbox/rows';
import { createDestination } from '../aws/destination';
import type { createKnownEntities } from './known-entities';
import { createPutEntities } from './put-entities';
import { toBodies } from './to-bodies';

/** Pages pass their users and items again on the next page, so they need no journal. */
const NO_JOURNAL = { read: () => [], add() {}, remove() {} };

export interface Dataset {
  put(entities: unknown): Promise<number>;
  flush(): Promise<void>;
  waiting(): number;
  stop: Stop;
}

export function createDataset(
  kind: Kind,
  datasetArn: string,
  given: DatasetParts,
  records: ReturnType<typeof createKnownEntities>,
): Dataset {
  const { page } = given;
  const { now } = page;
  const old = {
    range: (after?: IDBValidKey) => keysIn(kind, after),
    isOurs: (row: Row) => (row as DatasetRow).datasetArn === datasetArn,
  };
  const outbox = given.openOutbox(kind, datasetArn, NO_JOURNAL, old.range);
  const parts: DeliveryParts = {
    ...given,
    outbox,
    // One destination numbers the claims of an owner, so each dataset has its own owner.
    page: { ...page, owner: uuid() },
  };
  const putEntities = createPutEntities(now);
  const delivery = createDestination(parts, {
    old,
    what: `${kind}s`,
    put: (client, batch) => putEntities(client, batch as readonly DatasetRow[]),
    convert(row) {
      const ready = records.prepareRow(row);
      if ('v' in ready) return ready;
      given.rows.onDropped(row, ...ready);
      return undefined;
    },
    onSent: (row) => records.passed(row as DatasetRow),
  });
  // Rows that an earlier page has left.
  void outbox.recount().then(() => outbox.waiting() && delivery.start());

  return {
    async put(entities) {
      const rows = toBodies(kind, entities, page.warn).map((body) =>
        outbox.toQueuedRow({ v: 1, kind, id: uuid(), capturedAt: now(), datasetArn, body }),
      );
      await outbox.add(rows);
      delivery.stored(rows, false);
      const unpersisted = outbox.unpersisted();
      return rows.filter((row) => !unpersisted.includes(row)).length;
    },
    flush: () => delivery.flush('manual'),
    waiting: outbox.waiting,
    stop: stopAll(
      delivery.stop,
      onReturn(() => outbox.waiting() && void delivery.flush('return')),
    ),
  };
}
