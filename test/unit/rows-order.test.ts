/** Where rows stand in the store: each destination has a place, and in it they are in the order of capture. */

import { beforeEach, expect, test } from 'vitest';
import { toDestinationKey } from '../../src/outbox/rows';
import { openOutbox } from '../support/unit-outbox';
import { rowOf, toQueuedRow } from '../support/unit-rows';
import { newSite, storedIds } from '../support/unit-tab';

beforeEach(newSite);

test('a place is for one tracker or dataset, region, endpoint and identity pool', () => {
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
  // As the journal has it, in this version and in earlier ones.
  for (const destination of places) expect(destination).toMatch(/^\w+$/);
});

test('rows of one time stand in the order in which they were captured', async () => {
  const outbox = openOutbox();
  const rows = ['c', 'a', 'b'].map((id) => toQueuedRow(rowOf(id, undefined, {}, 5)));
  await outbox.add([...rows].reverse());
  expect(await storedIds(outbox.use)).toEqual(['c', 'a', 'b']);
});
