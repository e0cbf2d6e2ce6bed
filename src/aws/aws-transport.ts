/** credentials → signed request → outcome. Never throws. */

import type { Transport, Unready } from '../delivery/transport';
import type { Row } from '../event';
import type { Clock } from './clock';
import type { CredentialsDesk } from './credentials';
import { toResult } from './outcome';
import { createSignedAhead } from './signed-ahead';

export function createTransport(deps: {
  credentials: CredentialsDesk;
  clock: Clock;
  put: (batch: readonly Row[], turn?: Promise<void>) => Promise<void>;
}): Transport {
  const { credentials, clock } = deps;
  const ahead = createSignedAhead(deps.put);
  return {
    async prepare(): Promise<Unready | undefined> {
      try {
        await credentials.prepare();
        return undefined;
      } catch (error) {
        const result = toResult(error);
        if (result.kind === 'retry') return result;
        // The identity pool refuses its own parameters, never an event.
        return { kind: 'disabled', why: 'why' in result ? result.why : '' };
      }
    },

    ready: credentials.areReady,
    foresee(batch) {
      // Users and items have no turn to wait for.
      if (batch[0]?.kind === 'event') ahead.sign(batch);
    },

    async send(batch) {
      try {
        await ahead.put(batch);
        return { kind: 'delivered' };
      } catch (error) {
        const result = toResult(error);
        ahead.drop();
        if (result.kind === 'retry') {
          if (result.why === 'credentials') credentials.forget();
          if (result.why === 'clock') clock.learnFromText(result.message);
        }
        return result;
      }
    },
  };
}
