/** What is wrong with a dataset is no reason to keep an event waiting: its users or items alone are left alone for a while. */

import type { EpochMs, Row } from '../event';
import { BROKEN_MS } from './breaker';
import type { SendResult } from './transport';

/** The same for a dataset that is being imported, or asked too often. */
const BUSY_MS = 30_000;

export function createDatasetBreaker(now: () => EpochMs) {
  const open = new Map<string, EpochMs>();

  return {
    isOpen: (row: Row): boolean => row.kind !== 'event' && (open.get(row.datasetArn) ?? 0) > now(),

    /** True if it is the dataset that failed, and not the way there. */
    opens(row: Row, result: SendResult): boolean {
      if (row.kind === 'event') return false;
      const busy = result.kind === 'retry' && /server|throttled/.test(result.why);
      if (busy || result.kind === 'disabled') open.set(row.datasetArn, now() + (busy ? BUSY_MS : BROKEN_MS));
      return busy || result.kind === 'disabled';
    },

    /** When the first of them is tried again. */
    openUntil(): EpochMs | undefined {
      const ends = [...open.values()].filter((until) => until > now());
      return ends.length ? Math.min(...ends) : undefined;
    },
  };
}
