/** After `stop()` and `forget()` nothing is sent, also if another tab stores something meanwhile. */

import { createStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { DATABASE } from '../../src/outbox/outbox';
import { toDestinationKey, toQueuedRow } from '../../src/outbox/rows';
import { openAws } from '../support/unit-aws';
import { useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';
import { anna, rowOf } from '../support/unit-rows';

useBrowser();

test('the new event of another tab is left to that tab', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sent' });
  await pass(3000);
  expect(aws.named('events')).toHaveLength(1);
  personalize.stop();
  const { key, row } = toQueuedRow(
    rowOf('new', anna, {}, Date.now()),
    toDestinationKey('event', 'tracker', {
      region: 'us-east-1',
      endpoint: {},
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
    } as never),
  );
  const other = createStore(DATABASE, 'outbox');
  await other('readonly', async () => {});
  personalize.forget();
  void other('readwrite', async (store) => void store.put(row, key));
  await pass(60_000);
  expect(aws.named('events')).toHaveLength(1);
});
