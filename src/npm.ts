/** Entry of dist/index.js for bundlers. Importing it does nothing, so a server may render with it. */

import { createApi } from './api';
import { type Chunks, chunkUrl, type ImportChunk, importFrom } from './chunks';
import type { Options } from './options';
import type { Personalize } from './personalize';

export type {
  Dropped,
  EpochMs,
  EventFields,
  EventId,
  EventReport,
  PutEvent,
  SessionId,
  UserId,
  Visitor,
} from './event';
export type { Endpoints, Options } from './options';
export type { Personalize } from './personalize';
export type {
  CommonRequest,
  FilterValues,
  PredictedItem,
  Promotion,
  Ranking,
  RankRequest,
  RecommendationError,
  Recommendations,
  RecommendRequest,
} from './recommendations';
export type { Reports, Stats } from './reports';

/** Named one by one, so that a bundler sees them. */
const own: { [N in keyof Chunks]: () => Promise<Chunks[N]> } = {
  aws: () => import('./aws/index'),
  media: () => import('./capture/media'),
  crowd: () => import('./capture/crowd'),
  'data-layer': () => import('./capture/data-layer'),
  runtime: () => import('./runtime/index'),
  slots: () => import('./slots/index'),
  datasets: () => import('./datasets/index'),
};

/**
 * Makes a tag of your own, and starts it where options are given. In Node its commands are there and do nothing.
 *
 * @example
 * const personalize = createPersonalize({ trackingId: '…', identityPoolId: 'us-east-1:…' });
 * personalize.track('View', { itemId: 'sku-1042' });
 */
export function createPersonalize(options?: Options): Personalize {
  const api = createApi(
    ({ transportUrl }): ImportChunk =>
      (name, attempt) =>
        transportUrl
          ? importFrom(chunkUrl(name, attempt, transportUrl))
          : importFrom(`chunk ${name}`, own[name]()),
    typeof window === 'object' ? '' : 'not in a browser',
  );
  const personalize = api.install((...args: unknown[]) => api.run(args));
  if (options) personalize.init(options);
  return personalize;
}
