/**
 * Prepares a row for sending: gives it up when it is too old, and corrects its time when the device's clock is known to
 * be wrong. The row is stored like that before it is sent, so that every copy has the same content.
 */

import type { DatasetRow, EpochMs, LooseRow, Row } from '../../core/event';
import type { QueuedRow } from '../../outbox/rows';

const DAY_MS = 86_400_000;

interface Deps {
  /** Milliseconds to add to the device's time. */
  offset: () => number;
  now: () => EpochMs;
  maxAgeDays: number;
}

/**
 * Rows captured before this time are too old. It is unknown whether the wrong or the corrected clock was used at
 * capture, so the earlier limit applies.
 */
export const oldest = ({ offset, now, maxAgeDays }: Deps): EpochMs =>
  now() + Math.min(0, offset()) - maxAgeDays * DAY_MS;

/** The latest possible time of capture. A value in a store may not be a row. */
export const latestOf = (row?: LooseRow): EpochMs =>
  Number(row?.capturedAt) + Math.max(0, row?.clockOffset ?? 0);

interface PrepareRowDeps extends Deps {
  onTooOld: (row: Row, reason: string, message: string) => void;
  /** Converts a user or an item to what is sent. `undefined` gives it up, such as an event under the key of a dataset. */
  convert?: ((row: DatasetRow) => DatasetRow | undefined) | undefined;
}

export const createPrepareRow =
  ({ onTooOld, convert, ...age }: PrepareRowDeps) =>
  (row: Row): Row | undefined => {
    if (latestOf(row as LooseRow) < oldest(age)) {
      onTooOld(row, 'maxAgeDays', `an event waited more than ${age.maxAgeDays} days`);
      return undefined;
    }
    if (convert) return convert(row as DatasetRow);
    if (row.kind !== 'event') return row;
    const offset = row.clockOffset ?? age.offset();
    // A time that the caller passed is not corrected.
    if (!offset || row.body.sentAt !== row.capturedAt / 1000) return row;
    return { ...row, body: { ...row.body, sentAt: (row.capturedAt + offset) / 1000 } };
  };

/** Returns a function that returns rows as they are sent, without those that are given up. */
export const createPrepareRows =
  (prepareRow: (row: Row) => Row | undefined, onGone: (gone: readonly QueuedRow[]) => void) =>
  (rows: readonly QueuedRow[]): QueuedRow[] =>
    rows.flatMap((queued) => {
      const row = prepareRow(queued.row);
      if (!row) {
        onGone([queued]);
        return [];
      }
      if (row !== queued.row) {
        // Changed in place, so that an unpersisted row, or a row that is sent again while its page is left, has the
        // same content.
        queued.was ??= queued.row;
        queued.row = row;
      }
      return queued;
    });
