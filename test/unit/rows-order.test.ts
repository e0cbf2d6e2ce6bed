/** The keys of rows in the store: each destination has a prefix, and its rows are in the order of capture. */

import { beforeEach, expect, test } from 'vitest';
import { toDestinationKey } from '../../src/outbox/rows';
import { openOutbox } from '../support/unit-outbox';
import { rowOf, toQueuedRow } from '../support/unit-rows';
import { newSite, storedIds } from '../support/unit-tab';

beforeEach(newSite);

test('a destination is one tracker or dataset with region, endpoint and identity pool', () => {
  const config = { region: 'r', endpoint: { events: 'https://e' }, identityPoolId: 'p:1' };
  const places = [
    toDestinationKey('event', 'tracker', config),
    toDestinationKey('event', 'other', config),
    toDestinationKey('item', 'tracker', config),
    toDestinationKey('event', 'tracker', { ...config, region: 's' }),
    toDestinationKey('event', 'tracker', { ...config, endpoint: {} }),
    toDestinationKey('event', 'tracker', { ...config, identityPoolId: 'p:2' }),
  ];
  expect(new Set(places).size).toBe(places.length);
  // The journal of this and earlier versions accepts these keys.
  for (const destination of places) expect(destination).toMatch(/^\w+$/);
});

test('rows of the same time are in the order in which they were captured', async () => {
  const outbox = openOutbox();
  const rows = ['c', 'a', 'b'].map((id) => toQueuedRow(rowOf(id, undefined, {}, 5)));
  await outbox.add([...rows].reverse());
  expect(await storedIds(outbox.use)).toEqual(['c', 'a', 'b']);
});
