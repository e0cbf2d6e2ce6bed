/**
 * Entry of personalize-runtime.min.js: calls GetRecommendations and GetPersonalizedRanking with the SDK of the delivery
 * chunk.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_Operations_Amazon_Personalize_Runtime.html
 */

import {
  GetPersonalizedRankingCommand,
  GetRecommendationsCommand,
  PersonalizeRuntimeClient,
} from '@aws-sdk/client-personalize-runtime';
import { accessFor } from '../aws/access';
// This file contains the SDK.
import '../aws/index';
import { failure } from '../../browser/failure';
import { toNumber } from '../../core/limits';
import type {
  CommonRequest,
  PredictedItem,
  Ranking,
  Recommendations,
} from '../../recommendations/recommendations';
import type { Runtime, RuntimeModule } from '../../recommendations/runtime';
import { toResult } from '../aws/outcome';
import { sharedSigned } from '../aws/sdk';
import { createResponseCache } from './response-cache';
import { toFailure } from './to-failure';
import { toRankInput, toRecommendInput } from './to-input';

export { PROTOCOL as protocol } from '../../core/protocol';

const DEFAULT_CACHE_MS = 60_000;

export const createRuntime: RuntimeModule['createRuntime'] = (parts) => {
  const { config, warn } = parts;
  const { clock, credentials, requestHandler } = accessFor(parts);
  const client = new PersonalizeRuntimeClient({
    ...sharedSigned({ config, requestHandler, credentials: credentials.prepare }),
    ...(config.endpoint.runtime ? { endpoint: config.endpoint.runtime } : {}),
  });
  const answers = createResponseCache(parts.now);
  for (const name of ['stored', 'sent'] as const) {
    parts.on(name, ({ eventType }) => {
      // An impression sent as an event does not clear the cache, since it does not change the visitor's interests.
      if (!config.impressions || eventType !== config.impressions.eventType) answers.clear();
    });
  }

  /** `list` is the member of the response that contains the items. */
  function operation<T extends Recommendations | Ranking>(
    name: string,
    list: keyof T & string,
    toInput: typeof toRankInput,
    send: (input: never, options: { abortSignal: AbortSignal }) => Promise<unknown>,
  ): (request: object, signal: AbortSignal) => Promise<T> {
    async function callWithRetry(
      input: object,
      origin: Pick<CommonRequest, 'metricAttribution'>,
      session: string,
      abortSignal: AbortSignal,
      isRetry?: boolean,
    ): Promise<T> {
      try {
        client.config.systemClockOffset = clock.offset();
        const answer = (await send(input as never, { abortSignal })) as T;
        const items = (answer[list] ?? []) as PredictedItem[];
        const { recommendationId } = answer;
        const source = origin.metricAttribution?.eventAttributionSource;
        const itemIds = items.map(({ itemId }) => itemId);
        // The visitor, and with it the session, may have changed while the request was in flight.
        if (session === parts.session()) parts.offer(itemIds, { recommendationId, source });
        return { [list]: items, recommendationId, ...origin } as unknown as T;
      } catch (error) {
        const result = toResult(error);
        const why = result.kind === 'retry' && !isRetry ? result.why : '';
        if (why === 'credentials') credentials.forget();
        else if (why === 'clock') clock.learnFromText(String((error as Error).message));
        else throw toFailure(error, name);
        return callWithRetry(input, origin, session, abortSignal, true);
      }
    }

    return async function answer(request: CommonRequest, signal): Promise<T> {
      // The request timed out or was aborted while this chunk was loading.
      if (signal.aborted) throw failure('AbortError', 'aborted');
      const session = parts.session();
      // For an anonymous visitor the session id is sent as the user id, as Personalize documents.
      const userId = parts.user() ?? session;
      const input = { ...toInput(request as Record<string, unknown>, warn), userId };
      const { cacheMs, metricAttribution } = request;
      const origin = metricAttribution ? { metricAttribution } : {};
      const result = await answers.get(
        JSON.stringify([name, input, origin]),
        toNumber(cacheMs) ?? DEFAULT_CACHE_MS,
        signal,
        (abortSignal) => callWithRetry(input, origin, session, abortSignal),
      );
      // If the visitor has changed in the meantime, ask again for the new one.
      return session === parts.session() ? result : answer(request, signal);
    };
  }

  return {
    recommend: operation<Recommendations>(
      'GetRecommendations',
      'itemList',
      toRecommendInput,
      (input, options) => client.send(new GetRecommendationsCommand(input), options),
    ),
    rank: operation<Ranking>('GetPersonalizedRanking', 'personalizedRanking', toRankInput, (input, options) =>
      client.send(new GetPersonalizedRankingCommand(input), options),
    ),
  } satisfies Runtime;
};
