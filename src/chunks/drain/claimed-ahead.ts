/**
 * Claims the next rows while a request is in flight. `Ahead` is one such claim; the drain that asks first gets its rows.
 */

import { nextTask } from '../../browser/next-task';
import type { EpochMs } from '../../core/event';
import type { Transport } from '../../delivery/transport';
import type { Found } from './take-rows';

export interface Ahead {
  at: EpochMs;
  found: Promise<Found>;
  /** There are credentials for the rows. */
  isReady: boolean;
  /** The rows are not needed any more. */
  isOver: boolean;
}

export function claimAhead(
  find: () => Promise<Found>,
  transport: Pick<Transport, 'prepare'>,
  now: () => EpochMs,
  /** After it has ended, nothing is claimed. */
  scope: { ended?: boolean },
): Ahead {
  // In a separate task: otherwise the work of the store would run before the request, which takes a while to sign.
  const claim = () => (mine.isOver || scope.ended ? { taken: [] } : find());
  const mine: Ahead = { at: now(), found: nextTask().then(claim), isReady: false, isOver: false };
  void transport.prepare().then((unready) => {
    mine.isReady = !unready;
  });
  return mine;
}
