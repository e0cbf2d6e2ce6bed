/** The outbox of one dataset: its rows wait in the store of the tag, beside the events. */

import { type LooseRow, toReport } from '../../core/event';
import { formatValue } from '../../core/limits';
import type { DatasetParts } from '../../delivery/transport';
import type { Kind } from '../../entities/datasets-module';
import { createOutbox, type Outbox } from '../../outbox/outbox';
import { toDestinationKey } from '../../outbox/rows';
import type { OldRows } from '../drain/old-rows';

/** Pages pass their users and items again on the next page, so they need no journal. */
const NO_JOURNAL = { read: () => [], add() {}, remove() {} };

export function createDatasetOutbox(
  kind: Kind,
  datasetArn: string,
  old: OldRows,
  parts: Pick<DatasetParts, 'config' | 'outbox' | 'page' | 'reports' | 'rows'>,
): Outbox {
  const { config } = parts;
  const { maxEvents } = config.store;
  return createOutbox(parts.outbox.use, toDestinationKey(kind, datasetArn, config), {
    old: old.range,
    journal: NO_JOURNAL,
    maxEvents,
    onStored: (row) => parts.reports.emit('stored', toReport(row as LooseRow)),
    onDropped: (row) =>
      parts.rows.onDropped(row, 'maxEvents', `more than ${maxEvents} ${kind}s wait: the oldest was dropped`),
    onFailure: (error) => parts.page.warn(`not stored (${formatValue(error)}): kept in memory`),
  });
}
