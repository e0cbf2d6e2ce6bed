/** The order of rows in the store: by capture, and users and items behind all events. */

import { beforeEach, expect, test } from 'vitest';
import type { RecordRow } from '../../src/event';
import { toWaiting } from '../../src/outbox/rows';
import { openOutbox } from '../support/unit-outbox';
import { rowOf } from '../support/unit-rows';
import { newSite, storedIds } from '../support/unit-tab';

beforeEach(newSite);

const record = (kind: RecordRow['kind'], id: string): RecordRow => ({
  v: 1,
  kind,
  id,
  capturedAt: 1,
  datasetArn: 'arn',
  body: { properties: '{}' },
});

test('a catalogue stands behind the events, also behind those that come later', async () => {
  const outbox = openOutbox();
  await outbox.add([record('user', 'u'), record('item', 'i')].map(toWaiting));
  await outbox.add([rowOf('late', undefined, {}, 9), rowOf('early', undefined, {}, 8)].map(toWaiting));
  expect(await storedIds(outbox.use)).toEqual(['early', 'late', 'i', 'u']);
});

test('rows of one time stand in the order in which they were captured', async () => {
  const outbox = openOutbox();
  const rows = ['c', 'a', 'b'].map((id) => toWaiting(rowOf(id, undefined, {}, 5)));
  await outbox.add([...rows].reverse());
  expect(await storedIds(outbox.use)).toEqual(['c', 'a', 'b']);
});
