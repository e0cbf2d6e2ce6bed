import type { RowKey } from '../../outbox/rows';
import { BATCH } from './batch';
import type { BatchSender } from './batch-sender';
import type { Claims } from './claims';
import type { ClaimResult } from './row-search';

export type Found = ClaimResult & { error?: unknown };

/** Claims at most one batch, and removes the settled rows with it. A store that accepts no claim is only read. */
export async function takeRows(
  claims: Claims,
  batchSender: Pick<BatchSender, 'answered' | 'removed' | 'tidy' | 'isHandled'>,
  after?: RowKey,
): Promise<Found> {
  const { isHandled } = batchSender;
  const answered = batchSender.answered();
  try {
    const found = await claims.take(BATCH, isHandled, answered, after);
    batchSender.removed(answered);
    return found;
  } catch {
    // If there is no space for a claim, only the lock excludes other tabs. If the store cannot be read either,
    // unpersisted rows are sent.
    await batchSender.tidy();
    return claims.peek(BATCH, isHandled).catch((error) => ({ taken: [], error }));
  }
}
