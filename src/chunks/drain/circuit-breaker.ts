/** What a failure means for a drain: to be tried again soon, or once in a while where nothing but a person can help. */

import type { Drained, SendResult } from '../../delivery/transport';

/** So long nothing is tried, then one request, which closes the breaker again or does not. */
export const BROKEN_MS = 300_000;

/** Kept, said, and tried again. */
export const toDrained = (result: Exclude<SendResult, { kind: 'delivered' | 'refused' }>): Drained =>
  result.kind === 'retry'
    ? result
    : { kind: 'retry', why: 'disabled', message: result.why, afterMs: BROKEN_MS };
