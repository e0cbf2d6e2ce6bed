/** Composes the way of a row: writer → outbox → trigger, and the parts of the tag that the delivery chunks use. */

import { createStore } from 'idb-keyval';
import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import { later } from './browser/later';
import { onLeave, onReturn } from './browser/lifecycle';
import { type Stop, stopAll } from './browser/listen';
import { siteStorage } from './browser/local-storage';
import { uuid } from './browser/uuid';
import { log, warn } from './browser/warn';
import type { ComposedVisitor } from './compose-visitor';
import { type EpochMs, type Row, toReport } from './core/event';
import { formatValue } from './core/limits';
import { createRowWriter } from './core/row-writer';
import type { DeliveryParts } from './delivery/transport';
import { createTrigger } from './delivery/trigger';
import type { Parts } from './loader/lazy-parts';
import { createJournal } from './outbox/journal';
import { createOutbox, DATABASE } from './outbox/outbox';
import { toDestinationKey } from './outbox/rows';
import { createTimedStore } from './outbox/timed-store';
import type { RuntimeParts } from './recommendations/runtime';

type ComposedDelivery = ReturnType<typeof createDelivery>;

export function createDelivery(
  config: Config,
  now: () => EpochMs,
  { stats, emit, on }: ReportHub,
  visitor: ComposedVisitor,
  part: Parts['part'],
) {
  const use = createTimedStore(() => createStore(DATABASE, 'outbox'), later);
  const outbox = createOutbox(use, toDestinationKey('event', config.trackingId, config), {
    journal: createJournal(siteStorage),
    maxEvents: config.store.maxEvents,
    onStored(row) {
      if (writer.settle(row, true)) emit('stored', toReport(row));
    },
    onDropped: (row) =>
      onDropped(row, 'maxEvents', `more than ${config.store.maxEvents} events wait: the oldest was dropped`),
    onFailure: (error) => warn(`not stored (${formatValue(error)}): kept in memory`),
  });
  const parts: DeliveryParts & RuntimeParts = {
    config,
    now,
    scope: {},
    storage: siteStorage,
    warn,
    log,
    user: visitor.user,
    session: visitor.session,
    owner: uuid(),
    outbox,
    emit,
    on,
    settle: (row, safe) => writer.settle(row, safe),
    store(row) {
      stats.captured++;
      void writer.store(row);
      // Does not wait until the row is safe: with a failing store, the drain would never end or release its lock.
      return writer.written();
    },
    onDropped,
    offer: visitor.attribution.offer,
  };
  const trigger = createTrigger({ parts, part, later });
  const writer = createRowWriter(outbox, trigger);

  function onDropped(row: Row, reason: string, message: string): void {
    // A value in the store that is not a row is counted too.
    if (row?.body) writer.settle(row);
    const fields = toReport(row);
    emit('dropped', { reason, message, eventType: fields.eventType, fields });
  }

  return { parts, outbox, writer, trigger };
}

/** Drops the rows of this tab that were captured before that time. */
export function forgetRows({ trigger, writer, outbox, parts }: ComposedDelivery, before: EpochMs): void {
  trigger.stop();
  const rows = [...writer.forget(), ...outbox.clear(before)];
  // Rows that this tab has stored since `before` are still pending.
  trigger.begin();
  for (const row of rows) parts.onDropped(row, 'forget', '');
}

/** Sends and saves pending rows when the page is left, and sends them when it is shown again. */
export const followPage = ({ trigger, outbox }: ComposedDelivery): Stop =>
  stopAll(
    onLeave(() => {
      trigger.leave();
      outbox.leave();
    }),
    onReturn(() => outbox.waiting() && trigger.flush('return')),
  );
