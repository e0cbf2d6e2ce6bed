/** Where rows stand in the store: each destination has a place, and in it they are in the order of capture. */

import { beforeEach, expect, test } from 'vitest';
import { placeOf } from '../../src/outbox/rows';
import { openOutbox } from '../support/unit-outbox';
import { rowOf, toWaiting } from '../support/unit-rows';
import { newSite, storedIds } from '../support/unit-tab';

beforeEach(newSite);

test('a place is for one tracker or dataset, region, endpoint and identity pool', () => {
  const config = { region: 'r', endpoint: { events: 'https://e' }, identityPoolId: 'p:1' };
  const places = [
    placeOf('event', 'tracker', config),
    placeOf('event', 'other', config),
    placeOf('item', 'tracker', config),
    placeOf('event', 'tracker', { ...config, region: 's' }),
    placeOf('event', 'tracker', { ...config, endpoint: {} }),
    placeOf('event', 'tracker', { ...config, identityPoolId: 'p:2' }),
  ];
  expect(new Set(places).size).toBe(places.length);
  // As the journal has it, in this version and in earlier ones.
  for (const place of places) expect(place).toMatch(/^\w+$/);
});

test('rows of one time stand in the order in which they were captured', async () => {
  const outbox = openOutbox();
  const rows = ['c', 'a', 'b'].map((id) => toWaiting(rowOf(id, undefined, {}, 5)));
  await outbox.add([...rows].reverse());
  expect(await storedIds(outbox.use)).toEqual(['c', 'a', 'b']);
});
