/** How long a drain waits for the lock of another tab before it works without it, and when that wait starts again. */

import { beforeEach, expect, test } from 'vitest';
import { waitingRows } from '../support/unit-rows';
import { newSite, openTab, type WithLock } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';
import { scripted } from '../support/unit-transport';

beforeEach(newSite);

/** A lock that another tab holds until the test releases it. */
function open() {
  const timers = createTimers();
  const other = { holds: true };
  const withLock: WithLock = async (_, fn) => (other.holds ? undefined : fn(() => true));
  const transport = scripted();
  return { ...timers, other, transport, tab: openTab('tab', transport, timers.now, withLock) };
}

test('a drain that had the lock restarts the wait', async () => {
  const { tab, other, advance, transport } = open();
  await tab.drain();
  await advance(15_000);
  other.holds = false;
  await tab.drain();
  other.holds = true;
  await tab.store(waitingRows('a', 1));
  await advance(5_000);
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  await advance(19_999);
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  expect(transport.requests).toEqual([]);
  await advance(1);
  await tab.drain();
  expect(transport.requests).toEqual([['a0']]);
});

test('after a drain without the lock the wait is twenty seconds again', async () => {
  const { tab, advance, transport } = open();
  await tab.drain();
  await advance(20_000);
  expect(await tab.drain()).toEqual({ kind: 'empty' });
  await tab.store(waitingRows('a', 1));
  await advance(10_000);
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  await advance(19_999);
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  expect(transport.requests).toEqual([]);
  await advance(1);
  await tab.drain();
  expect(transport.requests).toEqual([['a0']]);
});
