/** Calls PutEvents with the SDK's own command, which builds and signs the request and reads the response. */

import { type PersonalizeEventsClient, PutEventsCommand } from '@aws-sdk/client-personalize-events';
import { plainArray } from '../../browser/to-json';
import type { EventRow } from '../../core/event';

export async function putEvents(client: PersonalizeEventsClient, batch: readonly EventRow[]): Promise<void> {
  const visitor = batch[0]?.visitor;
  if (!visitor) return;
  await client.send(
    new PutEventsCommand({
      ...visitor,
      // The SDK writes a Date as epoch seconds with the milliseconds as their fraction, which is the format of the row.
      eventList: batch.map(({ body: { impression, ...body } }) => ({
        ...body,
        ...(impression && { impression: plainArray(impression) }),
        sentAt: new Date(Math.round(body.sentAt * 1000)),
      })),
    }),
  );
}
