/** credentials → signed request → outcome. Never throws. */

import type { Config } from '../config';
import type { Transport } from '../delivery/transport';
import { createCredentials } from './credentials';
import { createFetchHandler } from './fetch-handler';
import { toResult } from './outcome';
import { createPutEvents } from './put-events';

export function createTransport(config: Config): Transport {
  const requestHandler = createFetchHandler();
  const credentials = createCredentials(config, requestHandler);
  const putEvents = createPutEvents(config, requestHandler, credentials.provide);

  return {
    async send(batch) {
      try {
        await credentials.provide();
      } catch (error) {
        const result = toResult(error);
        // The identity pool refuses its own parameters, never an event.
        return result.kind === 'refused' ? { ...result, kind: 'disabled' } : result;
      }
      try {
        await putEvents(batch);
        return { kind: 'delivered' };
      } catch (error) {
        const result = toResult(error);
        if (result.kind === 'retry' && result.why === 'credentials') credentials.forget();
        return result;
      }
    },
  };
}
