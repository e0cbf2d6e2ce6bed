/** Calls a function of the page. Its promise may reject or never settle: after ten seconds the call fails. */

import { withDeadline } from '../../browser/deadline';
import { failure } from '../../browser/failure';

const DEADLINE_MS = 10_000 * TIMEOUT_SCALE;

/** The error name that separates these failures from errors of AWS. */
export const OWN_FAILURE = 'OwnCredentialsError';

export async function callPageFunction<T>(ask: () => T | Promise<T>, what: string): Promise<T> {
  try {
    return await withDeadline(async () => ask(), DEADLINE_MS);
  } catch (error) {
    throw failure(OWN_FAILURE, `${what}: ${(error as Error | undefined)?.message ?? error}`);
  }
}
