/**
 * Entry of personalize-runtime.min.js: GetRecommendations and GetPersonalizedRanking, through the SDK that delivery has.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_Operations_Amazon_Personalize_Runtime.html
 */

import {
  GetPersonalizedRankingCommand,
  GetRecommendationsCommand,
  PersonalizeRuntimeClient,
} from '@aws-sdk/client-personalize-runtime';
import { accessFor } from '../aws/access';
// Its file is the one that has the SDK.
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

const KEPT_MS = 60_000;

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
      // What was merely seen and is sent as an event nevertheless changes no mind.
      if (!config.impressions || eventType !== config.impressions.eventType) answers.clear();
    });
  }

  /** `list` is the member of the answer that has the items. */
  function operation<T extends Recommendations | Ranking>(
    name: string,
    list: keyof T & string,
    toInput: typeof toRankInput,
    send: (input: never, options: { abortSignal: AbortSignal }) => Promise<unknown>,
  ): (request: object, signal: AbortSignal) => Promise<T> {
    async function ask(
      input: object,
      origin: Pick<CommonRequest, 'metricAttribution'>,
      session: string,
      abortSignal: AbortSignal,
      isAgain?: boolean,
    ): Promise<T> {
      try {
        client.config.systemClockOffset = clock.offset();
        const answer = (await send(input as never, { abortSignal })) as T;
        const items = (answer[list] ?? []) as PredictedItem[];
        const { recommendationId } = answer;
        const source = origin.metricAttribution?.eventAttributionSource;
        const itemIds = items.map(({ itemId }) => itemId);
        // Another visitor may have come meanwhile, with another session.
        if (session === parts.session()) parts.offer(itemIds, { recommendationId, source });
        return { [list]: items, recommendationId, ...origin } as unknown as T;
      } catch (error) {
        const result = toResult(error);
        const why = result.kind === 'retry' && !isAgain ? result.why : '';
        if (why === 'credentials') credentials.forget();
        else if (why === 'clock') clock.learnFromText(String((error as Error).message));
        else throw toFailure(error, name);
        return ask(input, origin, session, abortSignal, true);
      }
    }

    return async function answer(request: CommonRequest, signal): Promise<T> {
      // The time was up while this chunk was being fetched.
      if (signal.aborted) throw failure('AbortError', 'aborted');
      const session = parts.session();
      // The session stands for who is not known, as Personalize asks.
      const userId = parts.user() ?? session;
      const input = { ...toInput(request as Record<string, unknown>, warn), userId };
      const { cacheMs, metricAttribution } = request;
      const origin = metricAttribution ? { metricAttribution } : {};
      const result = await answers.get(
        JSON.stringify([name, input, origin]),
        toNumber(cacheMs) ?? KEPT_MS,
        signal,
        (abandoned) => ask(input, origin, session, abandoned),
      );
      // Another visitor may have come meanwhile.
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
