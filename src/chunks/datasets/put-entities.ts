/**
 * Calls PutUsers and PutItems below the quota, which is ten calls a second for the whole dataset group
 * (https://docs.aws.amazon.com/personalize/latest/dg/limits.html).
 */

import {
  type PersonalizeEventsClient,
  PutItemsCommand,
  PutUsersCommand,
} from '@aws-sdk/client-personalize-events';
import type { DatasetRow } from '../../core/event';

/** One call after the other, eight per second: low enough that the clocks of two machines need not agree. */
const APART_MS = 125;

export function createPutEntities(now: () => number) {
  let nextAt = 0;
  return async (client: PersonalizeEventsClient, batch: readonly DatasetRow[]): Promise<void> => {
    const [first] = batch;
    if (!first) return;
    const { datasetArn } = first;
    const waitMs = Math.min(nextAt - now(), APART_MS);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    nextAt = now() + APART_MS;
    if (first.kind === 'user') {
      const users = batch.map(({ body }) => ({ userId: body.userId ?? '', properties: body.properties }));
      await client.send(new PutUsersCommand({ datasetArn, users }));
    } else {
      const items = batch.map(({ body }) => ({ itemId: body.itemId ?? '', properties: body.properties }));
      await client.send(new PutItemsCommand({ datasetArn, items }));
    }
  };
}
