/**
 * Sends one request with one `fetch` that has a time limit and can outlive its page, and measures the time of the
 * service.
 *
 * The SDK's own handler passes a `Request` to `fetch`, and Firefox then drops `keepalive`: of 5 requests of a page that
 * was left, 0 arrived. With the URL and the init passed separately, as here, 5 of 5 arrived.
 */

import { listen, stopAll } from '../../browser/listen';
import type { EpochMs } from '../../core/event';

/** A claim lasts 15 s, and a request must end before it. */
const TIMEOUT_MS = 10_000 * TIMEOUT_SCALE;

/** Returns the response, its body and the current time of the service, if known, with how exactly it is known. */
export async function fetchOnce(
  url: string,
  init: RequestInit,
  ...abortSignals: readonly (AbortSignal | undefined)[]
): Promise<[response: Response, text: string, time: [at: EpochMs, within: number] | undefined]> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  const stop = stopAll(...abortSignals.map((each) => listen(each, 'abort', () => abort.abort())));
  const began = performance.now();
  const before = startOfPage();
  try {
    const response = await fetch(url, {
      ...init,
      /*
       * No cookies are sent to AWS, and a signed request does not follow a redirect. `cache` is not set: nothing
       * caches the response of a POST, and with 'no-store' Chromium and Firefox send a CORS preflight before every
       * request instead of once (`e2e/preflight`).
       */
      credentials: 'omit',
      redirect: 'error',
      signal: abort.signal,
    });
    const arrived = performance.now();
    const text = await response.text();
    const date = Date.parse(response.headers.get('date') ?? '');
    const read = performance.now();
    // If the page was frozen or asleep meanwhile, the date is too old. If the clock was set meanwhile, the measurement
    // is wrong.
    const isMeasured = date && read - began <= TIMEOUT_MS && Math.abs(startOfPage() - before) < 1000;
    // `Date` has a resolution of one second, and was written at some time between request and response.
    const half = (arrived - began) / 2;
    return [response, text, isMeasured ? [date + 500 + half + read - arrived, 1000 + half] : undefined];
  } finally {
    clearTimeout(timer);
    stop();
  }
}

const startOfPage = (): number => Date.now() - performance.now();
