/** Composes the way of a row: writer → outbox → trigger, and the parts of the tag that the delivery chunks use. */

import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import { later } from './browser/later';
import { onLeave, onReturn } from './browser/lifecycle';
import { type Stop, stopAll } from './browser/listen';
import type { Lifetime } from './compose-lifetime';
import type { ComposedVisitor } from './compose-visitor';
import { type Assemble, type EpochMs, type Row, toReport } from './core/event';
import { createRowWriter, type RowWriter } from './core/row-writer';
import type { DatasetParts, DeliveryParts } from './delivery/transport';
import { createTrigger, type Trigger } from './delivery/trigger';
import type { Parts } from './loader/lazy-parts';
import { createJournal } from './outbox/journal';
import { createOpenOutbox } from './outbox/open-outbox';
import type { Outbox } from './outbox/outbox';
import type { RuntimeParts } from './recommendations/runtime';

export function createDelivery(
  config: Config,
  { page, use }: Pick<Lifetime, 'page' | 'use'>,
  reports: ReportHub,
  visitor: ComposedVisitor,
  part: Parts['part'],
  assemble: Assemble,
) {
  const { stats, emit } = reports;
  const settle: RowWriter['settle'] = (row, safe) => writer.settle(row, safe);
  const openOutbox = createOpenOutbox(use, config, emit, settle, onDropped);
  const outbox = openOutbox('event', config.trackingId, createJournal(page.storage));
  const parts: DatasetParts & DeliveryParts & RuntimeParts = {
    config,
    page,
    visitor,
    outbox,
    openOutbox,
    reports,
    rows: {
      assemble,
      settle,
      store(row) {
        stats.captured++;
        void writer.store(row);
        // Does not wait until the row is safe: with a failing store, the drain would never end or release its lock.
        return writer.written();
      },
      onDropped,
    },
  };
  const trigger = createTrigger(parts, part, later);
  const writer = createRowWriter(outbox, trigger);

  function onDropped(row: Row, reason: string, message: string): void {
    // A value in the store that is not a row is counted too.
    if (row?.body) settle(row);
    const fields = toReport(row);
    emit('dropped', { reason, message, eventType: fields.eventType, fields });
  }

  return {
    parts,
    outbox,
    writer,
    trigger,
    /** Drops the rows of this tab that were captured before that time, for this reason. */
    forget(before: EpochMs, reason = 'forget'): void {
      trigger.stop();
      const rows = [...writer.forget(), ...outbox.clear(before)];
      // Rows that this tab has stored since `before` are still pending.
      trigger.begin();
      for (const row of rows) onDropped(row, reason, '');
    },
  };
}

/** Sends and saves pending rows when the page is left, and sends them when it is shown again. */
export const followPage = (trigger: Trigger, outbox: Outbox): Stop =>
  stopAll(
    onLeave(() => {
      trigger.leave();
      outbox.leave();
    }),
    onReturn(() => outbox.waiting() && trigger.flush('return')),
  );
