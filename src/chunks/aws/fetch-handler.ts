/**
 * The SDK's way to the network: one `fetch`, which outlives its page and does not take a stranger's answer for AWS's.
 *
 * The SDK's own handler hands `fetch` a `Request`, and Firefox then drops `keepalive` (0 of 5 requests of a page that
 * was left arrived, 5 of 5 with URL and init passed apart, as here).
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

/** Keepalive bodies in flight share 64 KiB with everything else on the page; over it `fetch` rejects at once. */
const KEEPALIVE_BYTES = 48 * 1024;
/** A claim lasts 15 s: an answer that would come so late is none. */
const TIMEOUT_MS = 10_000 * TIMEOUT_SCALE;

/** Of a request that may not begin any more. */
export const STOPPED = 'UnavailableError';

/** `onDate` hears what time it is at the service now, and how exactly that is known. */
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
      // What can be given up is for this page alone.
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
           * No cookies for AWS, and no following elsewhere with a signed request. `cache` is left alone: nothing caches the
           * answer of a POST, and with 'no-store' Chromium and Firefox ask the service for permission (CORS) before every
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
          throw new TypeError('the answer is not from AWS');
        }
        const date = Date.parse(response.headers.get('date') ?? '');
        const read = performance.now();
        // Heard by a page that was frozen or asleep meanwhile, it is the time of long ago; so it is if the clock was set.
        if (date && read - began <= TIMEOUT_MS && Math.abs(startOfPage() - before) < 1000) {
          // `Date` has a second's grain, and was written somewhere between question and answer.
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
