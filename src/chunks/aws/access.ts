/** How this page gets at AWS: one clock, one way to the network and one set of credentials, whoever asks first. */

import type { SiteStorage } from '../../browser/site-storage';
import type { DeliveryParts } from '../../delivery/transport';
import { type Clock, createClock } from './clock';
import { type CredentialsProvider, createCredentials } from './credentials';
import { createFetchHandler, type FetchHandler } from './fetch-handler';

export interface Access {
  /** Of the page; takes nothing any more once all was forgotten. */
  storage: SiteStorage;
  clock: Clock;
  requestHandler: FetchHandler;
  credentials: CredentialsProvider;
}

export function accessFor(
  parts: Pick<DeliveryParts, 'config' | 'now' | 'scope' | 'storage' | 'user'>,
): Access {
  const { scope } = parts;
  if (!scope.access) {
    const storage: SiteStorage = {
      get: parts.storage.get,
      set: (key, value) => scope.forgotten || parts.storage.set(key, value),
    };
    const clock = createClock(storage, parts.now);
    const requestHandler = createFetchHandler(clock.learn, scope, storage);
    const credentials = createCredentials({ ...parts, storage, clock, requestHandler });
    scope.access = { storage, clock, requestHandler, credentials };
  }
  return scope.access;
}
