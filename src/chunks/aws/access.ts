/**
 * Gives all parts of the page one access to AWS: one clock, one request handler and one set of credentials. The first
 * caller creates them.
 */

import type { SiteStorage } from '../../browser/site-storage';
import type { Scope } from '../../core/scope';
import type { DeliveryParts } from '../../delivery/transport';
import { type Clock, createClock } from './clock';
import { type CredentialsProvider, createCredentials } from './credentials';
import { createFetchHandler, type FetchHandler } from './fetch-handler';

export interface Access {
  /** The page's storage. It ignores writes after `forget()`. */
  storage: SiteStorage;
  clock: Clock;
  requestHandler: FetchHandler;
  credentials: CredentialsProvider;
}

export function accessFor(
  parts: Pick<DeliveryParts, 'config' | 'now' | 'scope' | 'storage' | 'user'>,
): Access {
  const scope: Scope & { access?: Access } = parts.scope;
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
