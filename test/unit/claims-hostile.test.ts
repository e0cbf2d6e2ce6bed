/** The outbox may contain values that another version, a wrong clock or a defect has written. */

import { beforeEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import { openOutbox } from '../support/unit-outbox';
import { claimed, HERE, idsOf, waitingRows } from '../support/unit-rows';
import { newSite, storedClaims, storedIds } from '../support/unit-tab';

beforeEach(newSite);

test('a claim that ends later than any claim can (the clock was set back) blocks no row', async () => {
  const outbox = openOutbox();
  const now = Date.UTC(2020, 0);
  await outbox.add(claimed(waitingRows('a', 1), 'before', Date.UTC(2030, 0)));
  const { taken } = await createClaims({
    ...HERE,
    outbox,
    page: { owner: 'tab', now: () => now },
    isVisible: () => true,
  }).take(10, () => false);
  expect(idsOf(taken)).toEqual(['a0']);
});

test('a property that a page has put onto Object.prototype is not a claim', async () => {
  const polluted = Object.prototype as { claim?: unknown };
  polluted.claim = { owner: 'nobody', until: 9e15 };
  try {
    const outbox = openOutbox();
    const claims = createClaims({
      ...HERE,
      outbox,
      page: { owner: 'tab', now: () => 0 },
      isVisible: () => true,
    });
    await outbox.add(waitingRows('a', 2));
    const { taken } = await claims.peek(10, () => false);
    await claims.release(taken);
    await claims.remove(taken.slice(1));
    expect(await storedIds(outbox.use)).toEqual(['a0']);
    expect(await storedClaims(outbox.use)).toEqual([]);
  } finally {
    delete polluted.claim;
  }
});

test('claims of a later format are left alone, and other values are removed and reported', async () => {
  const outbox = openOutbox();
  const foreign: unknown[] = [];
  const claims = createClaims({
    ...HERE,
    outbox,
    page: { owner: 'tab', now: () => 0 },
    isVisible: () => true,
    onCorrupt: (value) => foreign.push(value),
  });
  await outbox.add(waitingRows('a', 1));
  const toCome = { v: 3, held: 'all' };
  const broken = { v: 2, rows: 'all' };
  await outbox.use('readwrite', (store) => {
    store.put(toCome, 'to come');
    store.put(broken, 'broken');
    store.put('a text', 'a foreign key');
  });
  expect(idsOf((await claims.take(10, () => false)).taken)).toEqual(['a0']);
  expect(foreign).toEqual(['a text', broken]);
  expect(await storedClaims(outbox.use)).toContainEqual(toCome);
});

for (const foreign of [null, 'text', {}, { v: 1, body: null }]) {
  test(`a value that is not a row (${JSON.stringify(foreign)}) blocks no row`, async () => {
    const outbox = openOutbox();
    await outbox.use('readwrite', (store) => void store.put(foreign, 1));
    await outbox.add(waitingRows('a', 1));
    const { taken } = await createClaims({
      ...HERE,
      outbox,
      page: { owner: 'tab', now: () => 0 },
      isVisible: () => true,
    }).take(10, () => false);
    expect(idsOf(taken)).toEqual(['a0']);
  });
}
