/** PutEvents through the SDK's own client and command, which build, sign and read; we only say from where and with what. */

import { PersonalizeEventsClient, PutEventsCommand } from '@aws-sdk/client-personalize-events';
import type { Config } from '../config';
import type { Row } from '../event';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { FetchHandler } from './fetch-handler';
import { shared } from './sdk';

export function createPutEvents(
  config: Config,
  requestHandler: FetchHandler,
  credentials: () => Promise<Credentials>,
  clock: Clock,
) {
  const client = new PersonalizeEventsClient({
    ...shared(requestHandler),
    region: config.region,
    // Expired at once, so that the client asks each time and never goes on with what has been refused.
    credentials: async () => ({ ...(await credentials()), expiration: new Date(0) }),
    ...(config.endpoint.events ? { endpoint: config.endpoint.events } : {}),
  });

  return async (batch: readonly Row[]): Promise<void> => {
    const visitor = batch[0]?.visitor;
    if (!visitor) return;
    client.config.systemClockOffset = clock.offset();
    await client.send(
      new PutEventsCommand({
        ...visitor,
        // The SDK writes a Date as epoch seconds with the milliseconds as their fraction, which is what the row says.
        eventList: batch.map(({ body }) => ({ ...body, sentAt: new Date(Math.round(body.sentAt * 1000)) })),
      }),
    );
  };
}
