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
import type { RuntimeModule } from '../../recommendations/runtime';
import { sharedSigned } from '../aws/sdk';
import { createOperations } from './operations';
import { createResponseCache } from './response-cache';
import { toRankInput, toRecommendInput } from './to-input';

export { PROTOCOL as protocol } from '../../core/protocol';

export const createRuntime: RuntimeModule['createRuntime'] = (parts) => {
  const { config, reports } = parts;
  const access = accessFor(parts);
  const { credentials, requestHandler } = access;
  const client = new PersonalizeRuntimeClient({
    ...sharedSigned({ config, requestHandler, credentials: credentials.prepare }),
    endpoint: config.endpoint.runtime as string,
  });
  const answers = createResponseCache(parts.page.now);
  for (const name of ['stored', 'sent'] as const) {
    reports.on(name, ({ eventType }) => {
      // An impression sent as an event does not clear the cache, since it does not change the visitor's interests.
      if (!config.impressions || eventType !== config.impressions.eventType) answers.clear();
    });
  }

  const operation = createOperations(parts, client, access, answers);
  return {
    recommend: operation('GetRecommendations', 'itemList', toRecommendInput, GetRecommendationsCommand),
    rank: operation(
      'GetPersonalizedRanking',
      'personalizedRanking',
      toRankInput,
      GetPersonalizedRankingCommand,
    ),
  };
};
