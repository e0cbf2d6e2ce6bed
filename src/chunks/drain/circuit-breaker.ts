/**
 * Maps a failure to the next step of a drain: retry soon, or once per interval where only a configuration change helps.
 */

import type { Drained, SendResult } from '../../delivery/transport';

/** How long the circuit stays open before one trial request, which closes it if it succeeds. */
export const BROKEN_MS = 300_000;

/** The rows of a disabled destination are kept, and the reason is reported with each trial request. */
export const toDrained = (result: Exclude<SendResult, { kind: 'delivered' | 'refused' }>): Drained =>
  result.kind === 'retry'
    ? result
    : { kind: 'retry', why: 'disabled', message: result.why, afterMs: BROKEN_MS };
