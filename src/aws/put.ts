/** A batch by what it is made of: the one client of the events service, and the calls it is used for. */

import { PersonalizeEventsClient } from '@aws-sdk/client-personalize-events';
import type { Config } from '../config';
import type { EventRow, RecordRow, Row } from '../event';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';
import { putEvents } from './put-events';
import { createPutRecords } from './put-records';
import { sharedSigned } from './sdk';

export function createPut(deps: {
  config: Config;
  requestHandler: FetchHandler;
  credentials: () => Promise<Credentials>;
  clock: Clock;
  now: () => number;
}) {
  const { config, clock } = deps;
  const client = new PersonalizeEventsClient({
    ...sharedSigned(deps),
    ...(config.endpoint.events ? { endpoint: config.endpoint.events } : {}),
  });
  const putRecords = createPutRecords(client, deps.now);

  return (batch: readonly Row[]): Promise<void> => {
    client.config.systemClockOffset = clock.offset();
    return batch[0]?.kind === 'event'
      ? putEvents(client, batch as readonly EventRow[])
      : putRecords(batch as readonly RecordRow[]);
  };
}
