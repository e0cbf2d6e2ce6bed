import type { SendResult } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';

/**
 * One invalid event makes the whole call fail. The batch is halved until the invalid event is alone, and the others
 * are delivered. Without the lock this is left to the next drain: after a return from the back/forward cache other
 * pages may have sent the rows long ago.
 */
export async function bisect(
  batch: readonly QueuedRow[],
  held: () => boolean,
  deliver: (rows: readonly QueuedRow[], held: () => boolean, knownBad?: boolean) => Promise<SendResult>,
  release: (rows: readonly QueuedRow[]) => Promise<void>,
): Promise<SendResult> {
  const half = batch.length >> 1;
  const rest = batch.slice(half);
  const first = await deliver(batch.slice(0, half), held);
  if (first.kind === 'retry' || first.kind === 'disabled' || !held()) {
    await release(rest);
    return first;
  }
  // If the first half was delivered, the invalid event is in the rest: no request is needed to find that out.
  const second = await deliver(rest, held, first.kind === 'delivered');
  return second.kind === 'delivered' ? first : second;
}
