/** Turns an operation of the service into a command of the page: checked, cached, and for the visitor of now. */

import type {
  $Command,
  PersonalizeRuntimeClient,
  PersonalizeRuntimeClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-personalize-runtime';
import { failure } from '../../browser/failure';
import { ownOf, toNumber } from '../../core/limits';
import type { CommonRequest, PredictedItem, Recommendations } from '../../recommendations/recommendations';
import type { RuntimeParts } from '../../recommendations/runtime';
import type { Access } from '../aws/access';
import type { createResponseCache } from './response-cache';
import { retryOnce } from './retry-once';
import type { Given, Warn } from './take-members';

const DEFAULT_CACHE_MS = 60_000;

/** The result of an operation whose items are in the member `L`. */
type Result<L extends string> = Omit<Recommendations, 'itemList'> & Record<L, PredictedItem[]>;
/** A response of the SDK, whose types do not know that `expected-response` has checked it. */
type Response<L extends string> = { recommendationId?: string | undefined } & {
  [N in L]?: Partial<PredictedItem>[] | undefined;
};

/** The returned function creates the command of one operation. All of them share a client and a cache. */
export const createOperations =
  (
    { page, visitor }: Pick<RuntimeParts, 'page' | 'visitor'>,
    client: PersonalizeRuntimeClient,
    access: Access,
    answers: ReturnType<typeof createResponseCache>,
  ) =>
  /** `name` is for messages, `list` is the member of the response that contains the items. */
  <
    L extends string,
    Input extends object,
    In extends ServiceInputTypes,
    Out extends ServiceOutputTypes & Response<L>,
  >(
    name: string,
    list: L,
    toInput: (given: Given, warn: Warn) => Input,
    Command: new (
      input: Input & { userId: string },
    ) => $Command<In, Out, PersonalizeRuntimeClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
  ) =>
    async function answer(request: CommonRequest, signal: AbortSignal): Promise<Result<L>> {
      // The request timed out or was aborted while this chunk was loading.
      if (signal.aborted) throw failure('AbortError', 'aborted');
      const session = visitor.session();
      // For an anonymous visitor the session id is sent as the user id, as Personalize documents.
      const userId = visitor.user() ?? session;
      const input = ownOf({ ...toInput(request as Given, page.warn), userId });
      const { cacheMs, metricAttribution } = request;
      const origin = metricAttribution ? { metricAttribution } : {};

      async function call(abortSignal: AbortSignal): Promise<Result<L>> {
        client.config.systemClockOffset = access.clock.offset();
        const response = await client.send(new Command(input), { abortSignal });
        const items = (response[list] ?? []) as PredictedItem[];
        const recommendationId = response.recommendationId as string;
        const source = metricAttribution?.eventAttributionSource;
        const itemIds = items.map(({ itemId }) => itemId);
        // The visitor, and with it the session, may have changed while the request was in flight.
        if (session === visitor.session()) visitor.attribution.offer(itemIds, { recommendationId, source });
        return { [list]: items, recommendationId, ...origin } as Result<L>;
      }

      const result = await answers.get(
        JSON.stringify([name, input, origin]),
        toNumber(cacheMs) ?? DEFAULT_CACHE_MS,
        signal,
        (abortSignal) => retryOnce(name, access, () => call(abortSignal)),
      );
      // If the visitor has changed in the meantime, ask again for the new one.
      return session === visitor.session() ? result : answer(request, signal);
    };
