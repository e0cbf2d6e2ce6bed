/** What the page's own code promises may fail, and may never come: after ten seconds it has failed. */

import { withDeadline } from '../../browser/deadline';
import { failure } from '../../browser/failure';

const PATIENCE_MS = 10_000 * TIMEOUT_SCALE;

/** Told apart from what AWS says by its name. */
export const OWN_FAILURE = 'OwnCredentialsError';

export async function callPageFunction<T>(ask: () => T | Promise<T>, what: string): Promise<T> {
  try {
    return await withDeadline(async () => ask(), PATIENCE_MS);
  } catch (error) {
    throw failure(OWN_FAILURE, `${what}: ${(error as Error | undefined)?.message ?? error}`);
  }
}
