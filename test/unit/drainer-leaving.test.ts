/** What leaves with a page, beside a drain. */

import { beforeEach, expect, test } from 'vitest';
import type { SendResult } from '../../src/delivery/transport';
import { waitingRows } from '../support/unit-rows';
import { newSite, openTab, storedIds } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, gate, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();

test('what is on its way with a page that stays keeps a drain from being the last', async () => {
  const answer = gate<SendResult>();
  const transport = scripted(() => answer.promise);
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 1));
  tab.leave();
  expect(await tab.drain()).toEqual({ kind: 'busy', until: 0 });
  answer.open(delivered);
  await settled();
  expect(await tab.drain()).toEqual({ kind: 'empty' });
});

test('what leaves is removed from the store once it is answered', async () => {
  const tab = openTab('tab', scripted(), now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await settled();
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('what leaves is not halved where it is refused', async () => {
  const transport = scripted(() => ({ kind: 'refused', why: 'bad' }));
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await settled();
  expect(transport.requests).toEqual([['a0', 'a1']]);
  expect(tab.refused).toEqual([]);
});
