/** How this page gets at AWS: one clock, one way to the network and one set of credentials, whoever asks first. */

import { siteStorage } from '../browser/site-storage';
import type { Config } from '../config';
import { type Clock, createClock } from './clock';
import { type CredentialsDesk, createCredentials } from './credentials';
import { createFetchHandler, type FetchHandler } from './fetch-handler';

export interface Access {
  clock: Clock;
  requestHandler: FetchHandler;
  credentials: CredentialsDesk;
}

const known = new WeakMap<Config, Access>();

export function accessFor(config: Config, now: () => number): Access {
  const found = known.get(config);
  if (found) return found;
  const clock = createClock(siteStorage, now);
  const requestHandler = createFetchHandler(clock.learn);
  const credentials = createCredentials({ config, storage: siteStorage, clock, now, requestHandler });
  const made = { clock, requestHandler, credentials };
  known.set(config, made);
  return made;
}
