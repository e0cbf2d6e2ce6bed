/** Limits how long the page waits for the answer of a slot. */

import { failure } from '../../browser/failure';

/**
 * Rejects with a `TimeoutError` if there is no answer `timeoutMs` after `since`, a time of `performance.now()`, and
 * aborts its request.
 */
export function inTime<T>(
  answer: Promise<T>,
  timeoutMs: number,
  since: number,
  request: AbortController,
): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(
      () => {
        reject(failure('TimeoutError', `no answer within ${timeoutMs} ms`));
        request.abort();
      },
      timeoutMs - (performance.now() - since),
    );
    answer.then(resolve, reject);
  });
}
