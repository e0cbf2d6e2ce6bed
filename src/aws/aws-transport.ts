/** credentials → signed request → outcome. Never throws. */

import type { Config } from '../config';
import type { Transport, Unready } from '../delivery/transport';
import { createCredentials } from './credentials';
import { createFetchHandler } from './fetch-handler';
import { toResult } from './outcome';
import { createPutEvents } from './put-events';

export function createTransport(config: Config): Transport {
  const requestHandler = createFetchHandler();
  const credentials = createCredentials(config, requestHandler);
  const putEvents = createPutEvents(config, requestHandler, () => credentials.provideAnew());

  async function prepare(): Promise<Unready | undefined> {
    try {
      await credentials.provide();
      return undefined;
    } catch (error) {
      const result = toResult(error);
      if (result.kind === 'retry') return result;
      // The identity pool refuses its own parameters, never an event.
      return { kind: 'disabled', why: 'why' in result ? result.why : '' };
    }
  }

  return {
    prepare,
    async send(batch) {
      const unready = await prepare();
      if (unready) return unready;
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
