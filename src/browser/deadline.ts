/** Work that ends in time, or as soon as the page no longer wants it: then it fails, whatever it was waiting for. */

import { failure } from './failure';
import { later } from './later';
import { listen, stopAll } from './listen';

/** Longer than anyone looks at an empty place. */
const TIMEOUT_MS = 5000;

/** `work` is told by its signal that nobody waits any more. */
export function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs = TIMEOUT_MS,
  wish?: AbortSignal,
): Promise<T> {
  const abandon = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (name: string, message: string) => {
      reject(failure(name, message));
      abandon.abort();
    };
    const aborted = () => end('AbortError', 'aborted');
    const stop = stopAll(
      later(() => end('TimeoutError', `no answer within ${timeoutMs} ms`), timeoutMs),
      listen(wish, 'abort', aborted),
    );
    if (wish?.aborted) aborted();
    else void work(abandon.signal).then(resolve, reject).then(stop);
  });
}
