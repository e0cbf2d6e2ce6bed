/** One drain after it has the lock: claims, sends and settles one batch after the other. */

import type { Drained, SendResult, Unready } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import { BATCH } from './batch';
import type { BatchSender } from './batch-sender';
import { BROKEN_MS, toDrained } from './circuit-breaker';
import type { Claims } from './claims';
import type { NextBatch } from './next-batch';

export interface DrainPassDeps {
  claims: Claims;
  prepare: () => Promise<Unready | undefined>;
  batchSender: BatchSender;
  next: NextBatch;
  /** No row is left to claim. Resolves to true if rows have been added since. */
  onEmpty: () => Promise<boolean>;
  /** After it has ended, no work starts. */
  scope: { ended?: boolean };
}

/** Returns a function that sends until no row is pending, the service asks to wait, or the lock is lost. */
export function createDrainPass({ claims, prepare, batchSender, next, onEmpty, scope }: DrainPassDeps) {
  function deliver(taken: readonly QueuedRow[], held: () => boolean): Promise<SendResult> {
    const delivering = batchSender.deliver(taken, held);
    // A full batch is rarely the only one: this is a backlog.
    if (taken.length === BATCH) next.look(taken);
    else void batchSender.tidy();
    return delivering;
  }

  return async function drain(held: () => boolean, onDelivered: () => void): Promise<Drained> {
    let hasRecovered = false;
    let delivered = false;
    while (!scope.ended) {
      // In a backlog the next request is prepared already, and the sent rows are removed with the next claim.
      if (!delivered || !next.isReady) {
        await batchSender.tidy();
        // Before any row is claimed: a page that is left while it waits for credentials blocks no rows.
        const unready = await prepare();
        if (unready) return toDrained(unready);
      }
      // The page was left or frozen since. Other pages continue, and this one starts nothing that may never be
      // finished.
      if (scope.ended || !held()) break;
      const { taken, heldUntil } = await next.take();
      if (scope.ended || !held()) {
        await claims.release(taken).catch(() => {});
        break;
      }
      if (!taken.length) {
        // Another page has claimed the rows, or they are in flight since this page was about to be left: a later drain
        // has to check.
        if (heldUntil || batchSender.busy) return { kind: 'busy', until: heldUntil ?? 0 };
        if (await onEmpty()) continue;
        return { kind: 'empty' };
      }
      const result = await deliver(taken, held);
      delivered = result.kind === 'delivered';
      if (delivered) onDelivered();
      if (result.kind === 'delivered' || result.kind === 'refused') continue;
      const recoverable = result.kind === 'retry' && /credentials|clock/.test(result.why);
      // After a refusal, new credentials or the corrected time are tried once.
      if (!recoverable || hasRecovered)
        return toDrained(recoverable ? { ...result, afterMs: BROKEN_MS } : result);
      hasRecovered = true;
    }
    return { kind: 'busy' };
  };
}

/** Runs the pass, and then removes what it has settled and releases what it has claimed ahead. */
export async function runPass(
  pass: ReturnType<typeof createDrainPass>,
  held: () => boolean,
  next: NextBatch,
  batchSender: BatchSender,
): Promise<Drained> {
  let isWell = false;
  try {
    const drained = await pass(held, () => {
      isWell = true;
    });
    return isWell ? { ...drained, isWell } : drained;
  } finally {
    await next.release();
    await batchSender.tidy();
  }
}
