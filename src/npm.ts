/** Entry of dist/index.js for bundlers. Importing it does nothing, so a server may render with it. */

import { createApi } from './api';
import type { Options } from './options';
import { chunkUrl } from './delivery/chunk-url';
import type { DeliveryModule } from './delivery/transport';
import type { Personalize } from './personalize';

export type { Endpoints, Options } from './options';
export type { Dropped, EpochMs, EventFields, EventId, PutEvent, SessionId, UserId, Visitor } from './event';
export type { Personalize } from './personalize';
export type { EventReport, Reports, Stats } from './reports';

/**
 * Makes a tag of your own, and starts it where options are given. In Node its commands are there and do nothing.
 *
 * @example
 * const personalize = createPersonalize({ trackingId: '…', identityPoolId: 'us-east-1:…' });
 * personalize.track('View', { itemId: 'sku-1042' });
 */
export function createPersonalize(options?: Options): Personalize {
  const api = createApi((config) => (attempt) => {
    if (!config.transportUrl) return import('./aws/index');
    const url = chunkUrl('personalize-aws.min.js', config.transportUrl, undefined, attempt);
    return import(/* @vite-ignore */ /* webpackIgnore: true */ url) as Promise<DeliveryModule>;
  });
  const personalize = api.install((...args: unknown[]) => api.run(args));
  if (options && typeof window === 'object') personalize.init(options);
  return personalize;
}
