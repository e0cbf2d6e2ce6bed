/** Opens the outboxes of a page: one for its events, and one for each dataset. */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../api/config';
import type { ReportHub } from '../api/reports';
import { warn } from '../browser/warn';
import { type Row, toReport } from '../core/event';
import { formatValue } from '../core/limits';
import type { Journal } from './journal';
import { createOutbox, type Outbox } from './outbox';
import { toDestinationKey } from './rows';

/**
 * `resource` is the tracking id, or the ARN of the dataset. All outboxes use one store, in which each has its own keys.
 * `old` are the keys of its rows that old versions stored without a destination.
 */
export type OpenOutbox = (
  kind: Row['kind'],
  resource: string,
  journal: Journal,
  old?: () => IDBKeyRange,
) => Outbox;

/** `settle` returns true if a call waits for the row. */
export const createOpenOutbox =
  (
    use: UseStore,
    config: Config,
    emit: ReportHub['emit'],
    settle: (row: Row, safe: boolean) => boolean,
    onDropped: (row: Row, reason: string, message: string) => void,
  ): OpenOutbox =>
  (kind, resource, journal, old) => {
    const { maxEvents } = config.store;
    return createOutbox(use, toDestinationKey(kind, resource, config), {
      old,
      journal,
      maxEvents,
      onStored(row) {
        // An event is reported once, also if it is written again. No call waits for a user or an item.
        if (kind !== 'event' || settle(row, true)) emit('stored', toReport(row));
      },
      onDropped: (row) =>
        onDropped(row, 'maxEvents', `more than ${maxEvents} ${kind}s wait: the oldest was dropped`),
      // There is no error if the store was closed: the journal has the rows.
      onFailure: (error) => error && warn(`not stored (${formatValue(error)}): kept in memory`),
    });
  };
