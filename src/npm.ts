/** Entry of dist/index.js for bundlers. Importing it has no side effects, so a server can import it for rendering. */

import { createApi } from './api/api';
import type { Options } from './api/options';
import type { Personalize } from './api/personalize';
import { type Chunks, chunkUrl, type ImportChunk, importFrom } from './loader/chunks';

export type { Endpoints, Options } from './api/options';
export type { Personalize } from './api/personalize';
export type { Reports, Stats } from './api/reports';
export type { ConsentReport, ConsentState } from './consent/consent';
export type { PlatformName, Platforms } from './consent/platforms';
export type { BeforeSend, CapturedEvent } from './core/captured-event';
export type {
  Dropped,
  EpochMs,
  EventId,
  EventReport,
  PutEvent,
  SessionId,
  UserId,
  Visitor,
} from './core/event';
export type { EventFields } from './core/event-fields';
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
} from './recommendations/recommendations';

/** Listed one by one, so that a bundler finds them. */
const bundled: { [N in keyof Chunks]: () => Promise<Chunks[N]> } = {
  aws: () => import('./chunks/aws/index'),
  media: () => import('./chunks/media'),
  sight: () => import('./chunks/sight'),
  crowd: () => import('./chunks/crowd'),
  'data-layer': () => import('./chunks/data-layer'),
  runtime: () => import('./chunks/runtime/index'),
  slots: () => import('./chunks/slots/index'),
  datasets: () => import('./chunks/datasets/index'),
  session: () => import('./chunks/session'),
  consent: () => import('./chunks/consent/index'),
};

/**
 * Creates a tag, and starts it if options are given. In Node the commands exist, but capture and send nothing.
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
          : importFrom(`chunk ${name}`, bundled[name]()),
    typeof window === 'object' ? '' : 'not in a browser',
  );
  const personalize = api.install((...args: unknown[]) => api.run(args));
  if (options) personalize.init(options);
  return personalize;
}
