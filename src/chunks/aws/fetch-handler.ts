/**
 * Sends the requests of the SDK with one `fetch`, which outlives its page, and rejects responses that are not from AWS.
 *
 * The SDK's own handler passes a `Request` to `fetch`, and Firefox then drops `keepalive`: of 5 requests of a page that
 * was left, 0 arrived. With the URL and the init passed separately, as here, 5 of 5 arrived.
 */

import { HttpResponse } from '@smithy/core/protocols';
import { failure } from '../../browser/failure';
import type { SiteStorage } from '../../browser/site-storage';
import type { EpochMs } from '../../core/event';
import type { Scope } from '../../core/scope';
import { createAuthenticityCheck } from './authentic-response';
import { isExpectedResponse } from './expected-response';

interface SdkRequest {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** Keepalive bodies in flight share 64 KiB with everything else on the page. Above that, `fetch` rejects at once. */
const KEEPALIVE_BYTES = 48 * 1024;
/** A claim lasts 15 s, and a request must end before it. */
const TIMEOUT_MS = 10_000 * TIMEOUT_SCALE;

/** The name of the error for a request after the tag was stopped. */
export const STOPPED = 'UnavailableError';

/** `onDate` receives the current time of the service, and how exactly it is known, in milliseconds. */
export function createFetchHandler(
  onDate: (at: EpochMs, within: number) => void,
  scope: Pick<Scope, 'ended'>,
  storage: SiteStorage,
) {
  const isAuthentic = createAuthenticityCheck(storage);
  let inFlight = 0;

  return {
    async handle(
      request: SdkRequest,
      { abortSignal }: { abortSignal?: AbortSignal } = {},
    ): Promise<{ response: HttpResponse }> {
      if (scope.ended) throw failure(STOPPED, 'the tag is stopped');
      const { protocol, hostname, port, path, method, headers } = request;
      const url = `${protocol}//${hostname}${port ? `:${port}` : ''}${path}`;
      const body = request.body as BodyInit | undefined;
      const bytes = size(request.body);
      // A request that can be aborted need not outlive this page.
      const keepalive = !abortSignal && inFlight + bytes <= KEEPALIVE_BYTES;
      if (keepalive) inFlight += bytes;
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
      abortSignal?.addEventListener('abort', () => abort.abort());
      const startOfPage = (): number => Date.now() - performance.now();
      const began = performance.now();
      const before = startOfPage();
      try {
        const response = await fetch(url, {
          method,
          headers,
          body: body ?? null,
          keepalive,
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
        if (
          !isAuthentic(response, url, headers['x-amz-date']) ||
          (response.ok && !isExpectedResponse(request, response.status, text))
        ) {
          throw new TypeError('the response is not from AWS');
        }
        const date = Date.parse(response.headers.get('date') ?? '');
        const read = performance.now();
        // If the page was frozen or asleep meanwhile, the date is too old. If the clock was set meanwhile, the
        // measurement is wrong.
        if (date && read - began <= TIMEOUT_MS && Math.abs(startOfPage() - before) < 1000) {
          // `Date` has a resolution of one second, and was written at some time between request and response.
          const half = (arrived - began) / 2;
          onDate(date + 500 + half + read - arrived, 1000 + half);
        }
        return {
          response: new HttpResponse({
            statusCode: response.status,
            reason: response.statusText,
            headers: Object.fromEntries(response.headers),
            body: new TextEncoder().encode(text),
          }),
        };
      } finally {
        clearTimeout(timer);
        if (keepalive) inFlight -= bytes;
      }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

export type FetchHandler = ReturnType<typeof createFetchHandler>;

const size = (body: unknown): number =>
  typeof body === 'string'
    ? new TextEncoder().encode(body).length
    : ((body as Uint8Array | undefined)?.byteLength ?? 0);
