/**
 * Gives all parts of the page one access to AWS: one clock, one request handler and one set of credentials. The first
 * caller creates them.
 */

import type { SiteStorage } from '../../browser/site-storage';
import type { Page } from '../../core/page';
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

/** The parts of the tag that the access needs. */
export type AccessParts = Pick<DeliveryParts, 'config' | 'visitor'> & {
  page: Pick<Page, 'now' | 'scope' | 'storage' | 'withdrawn'>;
};

export function accessFor({ config, page, visitor: { user } }: AccessParts): Access {
  const { now } = page;
  const scope: Scope & { access?: Access } = page.scope;
  if (!scope.access) {
    const storage: SiteStorage = {
      get: page.storage.get,
      set: (key, value) => scope.forgotten || page.storage.set(key, value),
    };
    const clock = createClock(storage, now);
    const requestHandler = createFetchHandler(clock.learn, scope, storage, page.withdrawn);
    const credentials = createCredentials({ config, now, user, storage, clock, requestHandler });
    scope.access = { storage, clock, requestHandler, credentials };
  }
  return scope.access;
}
