/** The outbox may hold what another version, another clock or an accident left there. */

import { expect, test } from '@playwright/test';
import { createClaims } from '../../src/outbox/claims';
import { openOutbox } from '../support/unit-outbox';
import { claimed, idsOf, waitingRows } from '../support/unit-rows';
import { newSite } from '../support/unit-tab';

test.beforeEach(newSite);

test('a claim that ends later than any claim can (the clock was set back) holds nothing up', async () => {
  const outbox = openOutbox();
  const now = Date.UTC(2020, 0);
  await outbox.add(claimed(waitingRows('a', 1), 'before', Date.UTC(2030, 0)));
  const { taken } = await createClaims({
    use: outbox.use,
    owner: 'tab',
    now: () => now,
    isVisible: () => true,
  }).take(10, () => false);
  expect(idsOf(taken)).toEqual(['a0']);
});

for (const foreign of [null, 'text', {}, { v: 1, body: null }]) {
  test(`a row of another hand (${JSON.stringify(foreign)}) holds nothing up`, async () => {
    const outbox = openOutbox();
    await outbox.use('readwrite', (store) => void store.put(foreign, 1));
    await outbox.add(waitingRows('a', 1));
    const { taken } = await createClaims({
      use: outbox.use,
      owner: 'tab',
      now: () => 0,
      isVisible: () => true,
    }).take(10, () => false);
    expect(idsOf(taken)).toEqual(['a0']);
  });
}
