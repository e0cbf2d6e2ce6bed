/** Rejects a promise after a timeout, or when the caller aborts, even if the work never settles. */

import { failure } from './failure';
import { later } from './later';
import { listen, stopAll } from './listen';

/** Longer than a visitor waits for an empty slot to fill. */
const TIMEOUT_MS = 5000;

/**
 * Rejects with a `TimeoutError` after `timeoutMs`, and with an `AbortError` when `callerSignal` aborts. In both cases
 * the signal that `work` gets is aborted.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs = TIMEOUT_MS,
  callerSignal?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const fail = (name: string, message: string) => {
      reject(failure(name, message));
      controller.abort();
    };
    const onAbort = () => fail('AbortError', 'aborted');
    const stop = stopAll(
      later(() => fail('TimeoutError', `no answer within ${timeoutMs} ms`), timeoutMs),
      listen(callerSignal, 'abort', onAbort),
    );
    if (callerSignal?.aborted) onAbort();
    else void work(controller.signal).then(resolve, reject).then(stop);
  });
}
