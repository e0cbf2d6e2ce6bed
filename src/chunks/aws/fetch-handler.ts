/** Sends the requests of the SDK with `fetch`, and rejects responses that are not from AWS. */

import { HttpResponse } from '@smithy/core/protocols';
import { failure } from '../../browser/failure';
import type { SiteStorage } from '../../browser/site-storage';
import type { EpochMs } from '../../core/event';
import type { Scope } from '../../core/scope';
import { createAuthenticityCheck } from './authentic-response';
import { isExpectedResponse } from './expected-response';
import { fetchOnce } from './fetch-once';

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

/** The name of the error for a request after the tag was stopped. */
export const STOPPED = 'UnavailableError';

/** `onDate` receives the current time of the service, and how exactly it is known, in milliseconds. */
export function createFetchHandler(
  onDate: (at: EpochMs, within: number) => void,
  scope: Pick<Scope, 'ended'>,
  storage: SiteStorage,
  withdrawn?: AbortSignal,
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
      const bytes = size(body);
      // A request that can be aborted need not outlive this page.
      const keepalive = !abortSignal && inFlight + bytes <= KEEPALIVE_BYTES;
      if (keepalive) inFlight += bytes;
      try {
        const init = { method, headers, body: body ?? null, keepalive };
        const [response, text, time] = await fetchOnce(url, init, withdrawn, abortSignal);
        if (
          !isAuthentic(response, url, headers['x-amz-date']) ||
          (response.ok && !isExpectedResponse(request, response.status, text))
        ) {
          throw new TypeError('the response is not from AWS');
        }
        if (time) onDate(...time);
        return {
          response: new HttpResponse({
            statusCode: response.status,
            reason: response.statusText,
            headers: Object.fromEntries(response.headers),
            body: new TextEncoder().encode(text),
          }),
        };
      } finally {
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
