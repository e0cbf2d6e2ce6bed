/**
 * Stores the users or the items of one dataset and sends those that have changed, like events but separate from them.
 */

import { onReturn } from '../../browser/lifecycle';
import { type Stop, stopAll } from '../../browser/listen';
import { toJson } from '../../browser/to-json';
import { uuid } from '../../browser/uuid';
import { type DatasetRow, idOf, type LooseRow, type Row, toReport } from '../../core/event';
import { formatValue } from '../../core/limits';
import type { DatasetParts } from '../../delivery/transport';
import type { Kind } from '../../entities/datasets-module';
import { createOutbox } from '../../outbox/outbox';
import { keysIn, toDestinationKey } from '../../outbox/rows';
import { accessFor } from '../aws/access';
import { createDestination } from '../aws/destination';
import { createPrepareRow } from '../drain/prepare-row';
import type { createKnownEntities } from './known-entities';
import { createPutEntities } from './put-entities';

/** Pages pass their users and items again on the next page, so they need no journal. */
const NO_JOURNAL = { read: () => [], add() {}, remove() {} };

/** The expected shape of an entry. The page may pass anything. */
type Given = Partial<Record<'userId' | 'itemId' | 'properties', unknown>> | null | undefined;

export interface Dataset {
  put(given: unknown): Promise<number>;
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
  const { config, now, warn } = given;
  const { maxEvents, maxAgeDays } = config.store;
  const old = {
    range: (after?: IDBValidKey) => keysIn(kind, after),
    isOurs: (row: Row) => (row as DatasetRow).datasetArn === datasetArn,
  };
  const outbox = createOutbox({
    use: given.outbox.use,
    destination: toDestinationKey(kind, datasetArn, config),
    old: old.range,
    journal: NO_JOURNAL,
    maxEvents,
    onStored: (row) => given.emit('stored', toReport(row as LooseRow)),
    onDropped: (row) =>
      given.onDropped(row, 'maxEvents', `more than ${maxEvents} ${kind}s wait: the oldest was dropped`),
    onFailure: (error) => warn(`not stored (${formatValue(error)}): kept in memory`),
  });
  const parts: DatasetParts = {
    ...given,
    outbox,
    // One destination numbers the claims of an owner, so each dataset has its own owner.
    owner: uuid(),
  };
  const prepareRow = createPrepareRow({
    offset: accessFor(parts).clock.offset,
    now,
    maxAgeDays,
    onTooOld: parts.onDropped,
  });
  const putEntities = createPutEntities(now);
  const delivery = createDestination(parts, {
    old,
    what: `${kind}s`,
    put: (client, batch) => putEntities(client, batch as readonly DatasetRow[]),
    prepareRow(stored) {
      const row = prepareRow(stored) as DatasetRow | undefined;
      const ready = row && records.prepareRow(row);
      if (!ready || 'v' in ready) return ready;
      parts.onDropped(row, ...ready);
      return undefined;
    },
    onSent: (row) => records.passed(row as DatasetRow),
  });
  // Rows that an earlier page has left.
  void outbox.recount().then(() => outbox.waiting() && delivery.start());

  return {
    async put(given) {
      const rows = [given as Given | readonly Given[]].flat().flatMap((entry) => {
        let id: unknown;
        try {
          id = entry?.[`${kind}Id`];
          const body = {
            [`${kind}Id`]: `${id}`,
            properties: toJson(entry?.properties),
          } as DatasetRow['body'];
          return outbox.toQueuedRow({ v: 1, kind, id: uuid(), capturedAt: now(), datasetArn, body });
        } catch (error) {
          warn(`${kind} ${formatValue(id)} cannot be read (${formatValue(error)}): ignored`);
          return [];
        }
      });
      await outbox.add(rows);
      delivery.stored(rows, false);
      const unpersisted = new Set(outbox.unpersisted().map(({ row }) => idOf(row)));
      return rows.filter(({ row }) => !unpersisted.has(idOf(row))).length;
    },
    flush: () => delivery.flush('manual'),
    waiting: outbox.waiting,
    stop: stopAll(
      delivery.stop,
      onReturn(() => outbox.waiting() && void delivery.flush('return')),
    ),
  };
}
