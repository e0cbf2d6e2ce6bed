/** Tells the page what became of its rows: reports, messages and dead letters. */

import type { SiteStorage } from '../../browser/site-storage';
import { type LooseRow, type Row, toReport } from '../../core/event';
import { formatValue } from '../../core/limits';
import type { DeliveryParts, RetryReason } from '../../delivery/transport';
import { addDeadLetter } from '../../outbox/dead-letters';

export function createRowReports(
  storage: SiteStorage,
  { rows, reports, page }: Pick<DeliveryParts, 'rows' | 'reports' | 'page'>,
  /** How messages name the rows. */
  what = 'events',
) {
  const { emit } = reports;
  const { settle, onDropped } = rows;
  const { warn } = page;
  return {
    onCorrupt(value: unknown): void {
      addDeadLetter(storage, { why: 'no event of this version', value: formatValue(value) });
      onDropped(
        value as Row,
        'corrupt',
        'a value in the outbox was not a valid event: removed, see refused()',
      );
    },
    onSent(row: Row): void {
      settle(row, true);
      emit('sent', toReport(row));
    },
    onRefused(row: Row, why: string): void {
      warn(`${nameOf(row)} was refused by Personalize (${why}): not sent again, see refused()`);
      const refused = { ...toReport(row as LooseRow), why };
      addDeadLetter(storage, refused);
      settle(row);
      emit('refused', refused);
    },
    onRetry(why: RetryReason, message: string, waitMs: number): void {
      if (why === 'disabled') warn(`${what} are kept, not sent: ${message}`);
      emit('retry', { why, message, waitMs });
    },
  };
}

const nameOf = (row: Row): string =>
  row.kind === 'event' ? row.body.eventType : `${row.kind} ${row.body.userId ?? row.body.itemId}`;
