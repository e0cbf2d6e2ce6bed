/** Rows that are sent while the page is left, concurrently with a drain. */

import { beforeEach, expect, test } from 'vitest';
import type { SendResult } from '../../src/delivery/transport';
import { waitingRows } from '../support/unit-rows';
import { newSite, openTab, storedIds } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, gate, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();

test('while rows sent by leave are in flight, a drain ends as busy', async () => {
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

test('a row sent by leave is removed from the store once it is settled', async () => {
  const tab = openTab('tab', scripted(), now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await settled();
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('a batch sent by leave is not split when it is refused', async () => {
  const transport = scripted(() => ({ kind: 'refused', why: 'bad' }));
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await settled();
  expect(transport.requests).toEqual([['a0', 'a1']]);
  expect(tab.refused).toEqual([]);
});
