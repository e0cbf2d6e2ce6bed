/**
 * A row as it goes out: given up when it is too old, with its time put right when the device's clock is known to be
 * wrong. It stands in the store like that before it is sent, so that every copy says the same.
 */

import type { EpochMs, LooseRow, Row } from '../../core/event';

const DAY_MS = 86_400_000;

interface Deps {
  /** To be added to the device's time. */
  offset: () => number;
  now: () => EpochMs;
  maxAgeDays: number;
}

/** What was captured before is too old. Which of the two clocks it was captured by nobody knows: the kinder one decides. */
export const oldest = ({ offset, now, maxAgeDays }: Deps): EpochMs =>
  now() + Math.min(0, offset()) - maxAgeDays * DAY_MS;

/** When it was captured, at the latest. What stands in a store may be no row. */
export const latestOf = (row?: LooseRow): EpochMs =>
  Number(row?.capturedAt) + Math.max(0, row?.clockOffset ?? 0);

export const createPrepareRow =
  (deps: Deps & { onTooOld: (row: Row, reason: string, message: string) => void }) =>
  (row: Row): Row | undefined => {
    if (latestOf(row as LooseRow) < oldest(deps)) {
      deps.onTooOld(row, 'maxAgeDays', `an event waited more than ${deps.maxAgeDays} days`);
      return undefined;
    }
    if (row.kind !== 'event') return row;
    const offset = row.clockOffset ?? deps.offset();
    // A time that the caller gave is the caller's.
    if (!offset || row.body.sentAt !== row.capturedAt / 1000) return row;
    return { ...row, body: { ...row.body, sentAt: (row.capturedAt + offset) / 1000 } };
  };
