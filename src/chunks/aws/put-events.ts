/** Calls PutEvents with the SDK's own command, which builds and signs the request and reads the response. */

import { type PersonalizeEventsClient, PutEventsCommand } from '@aws-sdk/client-personalize-events';
import { plainArray } from '../../browser/to-json';
import type { EventRow } from '../../core/event';
import { ownOf } from '../../core/limits';

export async function putEvents(client: PersonalizeEventsClient, batch: readonly EventRow[]): Promise<void> {
  const visitor = batch[0]?.visitor;
  if (!visitor) return;
  await client.send(
    new PutEventsCommand({
      ...visitor,
      // The SDK writes a Date as epoch seconds with the milliseconds as their fraction, which is the format of the row.
      // It also reads what the page has defined on `Object.prototype`.
      eventList: batch.map((row) => {
        const { impression, ...body } = ownOf(row.body);
        return ownOf({
          ...body,
          ...(impression && { impression: plainArray(impression) }),
          sentAt: new Date(Math.round(body.sentAt * 1000)),
        });
      }),
    }),
  );
}
