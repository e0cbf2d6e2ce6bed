/** Several tabs share one outbox: each event is sent by one of them, with and without the lock. */

import { beforeEach, expect, test } from 'vitest';
import { bert, names, waitingRows } from '../support/unit-rows';
import { claimants, newSite, noLock, oneLock, openTab, storedIds, type WithLock } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, gate, scripted } from '../support/unit-transport';

beforeEach(newSite);

for (const [how, makeLock] of [
  ['with a lock', oneLock],
  ['without a lock', () => noLock],
] as [string, () => WithLock][]) {
  test(`three tabs drain at once ${how}: each event is sent exactly once`, async () => {
    const { now } = createTimers();
    const transport = scripted(async () => {
      await settled(3);
      return delivered;
    });
    const lock = makeLock();
    const tabs = ['one', 'two', 'three'].map((owner) => openTab(owner, transport, now, lock));
    await tabs[0]?.outbox.add([...waitingRows('a', 25), ...waitingRows('b', 7, bert)]);
    await Promise.all(tabs.map((tab) => tab.drain()));
    expect(transport.requests.flat().sort()).toEqual([...names('a', 0, 25), ...names('b', 0, 7)].sort());
    expect(await storedIds(openTab('reader', transport, now).outbox.use)).toEqual([]);
  });
}

test('where another tab holds the lock the drain ends as busy, without a request', async () => {
  const { now } = createTimers();
  const transport = scripted();
  const tab = openTab('tab', transport, now, async () => undefined);
  await tab.outbox.add(waitingRows('a', 1));
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  expect(transport.requests).toEqual([]);
  expect(await claimants(tab.outbox.use)).toEqual([undefined]);
});

test('a claim of another tab is respected until it ends, and then its rows are taken', async () => {
  const { now, advance } = createTimers();
  const silent = openTab(
    'silent',
    scripted(() => new Promise(() => {})),
    now,
  );
  await silent.outbox.add(waitingRows('a', 22));
  void silent.drain();
  await settled();
  const transport = scripted();
  const other = openTab('other', transport, now);
  const until = now() + 15_000;
  // It holds the rows that it sends and the next batch. All others are sent, and the end of the claim is known.
  expect(await other.drain()).toEqual({ kind: 'busy', until, isWell: true });
  expect(transport.requests).toEqual([['a20', 'a21']]);
  await advance(14_999);
  expect(await other.drain()).toEqual({ kind: 'busy', until });
  await advance(1);
  expect(await other.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([['a20', 'a21'], names('a', 0, 10), names('a', 10, 20)]);
});

test('the late answer of a tab that lost its claim removes no other row', async () => {
  const { now, advance } = createTimers();
  const answer = gate<typeof delivered>();
  const slow = openTab(
    'slow',
    scripted(() => answer.promise),
    now,
  );
  await slow.outbox.add(waitingRows('a', 2));
  const late = slow.drain();
  await settled();
  await advance(15_000);
  const quick = openTab('quick', scripted(), now);
  await quick.drain();
  await quick.outbox.add(waitingRows('b', 1));
  answer.open(delivered);
  await late;
  expect(quick.sent).toEqual(['a0', 'a1']);
  expect(slow.sent).toEqual(['a0', 'a1', 'b0']);
});

test('the failure of a tab that lost its claim does not release the claim of another tab', async () => {
  const { now, advance } = createTimers();
  const answer = gate<{ kind: 'retry'; why: 'network'; message: string }>();
  const slow = openTab(
    'slow',
    scripted(() => answer.promise),
    now,
  );
  await slow.outbox.add(waitingRows('a', 2));
  const late = slow.drain();
  await settled();
  await advance(15_000);
  const holder = openTab(
    'holder',
    scripted(() => new Promise(() => {})),
    now,
  );
  void holder.drain();
  await settled();
  answer.open({ kind: 'retry', why: 'network', message: 'reset' });
  await late;
  expect(await claimants(slow.outbox.use)).toEqual(['holder', 'holder']);
});

test('if a suspended tab holds the lock, other tabs drain without it after twenty seconds', async () => {
  const { now, advance } = createTimers();
  const transport = scripted();
  const tab = openTab('tab', transport, now, async () => undefined);
  await tab.store(waitingRows('a', 2));
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  await advance(19_999);
  expect(await tab.drain()).toEqual({ kind: 'busy' });
  await advance(1);
  expect(await tab.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([['a0', 'a1']]);
  // From then on the lock is requested again.
  await tab.store(waitingRows('b', 1));
  expect(await tab.drain()).toEqual({ kind: 'busy' });
});
