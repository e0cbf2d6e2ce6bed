/** Sends a batch to AWS: credentials → signed request → outcome. Never throws. */

import type { Row } from '../../core/event';
import type { Transport, Unready } from '../../delivery/transport';
import type { Clock } from './clock';
import type { CredentialsProvider } from './credentials';
import { toResult } from './outcome';

export function createTransport(deps: {
  credentials: CredentialsProvider;
  clock: Clock;
  put: (batch: readonly Row[]) => Promise<unknown>;
}): Transport {
  const { credentials, clock } = deps;
  return {
    async prepare(): Promise<Unready | undefined> {
      try {
        await credentials.prepare();
        return undefined;
      } catch (error) {
        const result = toResult(error);
        if (result.kind === 'retry') return result;
        // A refusal by the identity pool is about its own parameters, never about an event.
        return { kind: 'disabled', why: 'why' in result ? result.why : '' };
      }
    },

    ready: credentials.areReady,

    async send(batch) {
      try {
        await deps.put(batch);
        return { kind: 'delivered' };
      } catch (error) {
        const result = toResult(error);
        if (result.kind === 'retry') {
          if (result.why === 'credentials') credentials.forget();
          if (result.why === 'clock') clock.learnFromText(result.message);
        }
        return result;
      }
    },
  };
}
