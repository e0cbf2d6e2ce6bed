/** What a drain needs before it starts, and what it does when that changes meanwhile. */

import { beforeEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import type { SendResult, Unready } from '../../src/delivery/transport';
import { openDrainer } from '../support/unit-drainer';
import { openOutbox } from '../support/unit-outbox';
import { HERE, waitingRows } from '../support/unit-rows';
import { claimants, newSite, openTab, storedClaims } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';
import { delivered, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();
const credentials: SendResult = { kind: 'retry', why: 'credentials', message: 'expired' };
const clock: SendResult = { kind: 'retry', why: 'clock', message: 'too late' };

test('without credentials nothing is claimed or sent, and the reason is returned', async () => {
  for (const [unready, drained] of [
    [
      { kind: 'retry', why: 'network', message: 'offline' },
      { kind: 'retry', why: 'network', message: 'offline' },
    ],
    [
      { kind: 'disabled', why: 'no such pool' },
      { kind: 'retry', why: 'disabled', message: 'no such pool', afterMs: 300_000 },
    ],
  ] as [Unready, unknown][]) {
    newSite();
    const transport = scripted();
    transport.prepare = async () => unready;
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 1));
    expect(await tab.drain()).toEqual(drained);
    expect(transport.requests).toEqual([]);
    expect(await claimants(tab.outbox.use)).toEqual([undefined]);
    expect(tab.ready).toBe(false);
  }
});

test('it is ready after a drain with credentials, as long as they are valid', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  expect(tab.ready).toBe(false);
  await tab.drain();
  // `ready` is a getter, and a copy of the tab would have read it earlier.
  const drainer = openDrainer(transport);
  await drainer.drain();
  expect(drainer.ready).toBe(true);
  transport.ready = () => false;
  expect(drainer.ready).toBe(false);
  transport.ready = () => true;
  transport.prepare = async () => ({ kind: 'disabled', why: 'gone' });
  await drainer.drain();
  expect(drainer.ready).toBe(false);
});

for (const refusal of [credentials, clock]) {
  test(`refused ${refusal.kind === 'retry' && refusal.why}: renewed, and the request is retried once`, async () => {
    const transport = scripted((_, nth) => (nth ? delivered : refusal));
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 1));
    expect(await tab.drain()).toEqual({ kind: 'empty', isWell: true });
    expect(transport.requests).toEqual([['a0'], ['a0']]);
  });

  test(`twice refused ${refusal.kind === 'retry' && refusal.why}: a pause of five minutes`, async () => {
    const transport = scripted(() => refusal);
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 1));
    expect(await tab.drain()).toEqual({ ...refusal, afterMs: 300_000 });
    expect(transport.requests).toEqual([['a0'], ['a0']]);
  });
}

test('a failure of the service is not retried at once: one request, and its own delay', async () => {
  const busy: SendResult = { kind: 'retry', why: 'server', message: '500', afterMs: 7000 };
  const transport = scripted(() => busy);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 1));
  expect(await tab.drain()).toEqual(busy);
  expect(transport.requests).toEqual([['a0']]);
});

test('rows that are added when all others are sent are sent in the same drain', async () => {
  const transport = scripted();
  const more = [waitingRows('b', 1), waitingRows('c', 1)];
  const drainer = openDrainer(transport, {
    async onEmpty() {
      const rows = more.shift();
      if (rows) await drainer.outbox.add(rows);
      return !!rows;
    },
  });
  await drainer.outbox.add(waitingRows('a', 1));
  expect(await drainer.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([['a0'], ['b0'], ['c0']]);
});

test('if the lock is lost while the store is read, the claim is released and nothing is sent', async () => {
  let held = true;
  const transport = scripted();
  const drainer = openDrainer(transport, {
    withLock: (_, fn) => fn(() => held),
    claims: (() => {
      const claims = createClaims({
        ...HERE,
        outbox: openOutbox(),
        page: { owner: 'tab', now },
        isVisible: () => true,
      });
      return {
        ...claims,
        async take(...args: Parameters<typeof claims.take>) {
          const taken = await claims.take(...args);
          held = false;
          return taken;
        },
      };
    })(),
  });
  await drainer.outbox.add(waitingRows('a', 1));
  expect(await drainer.drain()).toEqual({ kind: 'busy' });
  expect(transport.requests).toEqual([]);
  expect(await storedClaims(drainer.outbox.use)).toEqual([]);
});

test('if the lock is lost before, nothing is claimed', async () => {
  const transport = scripted();
  const drainer = openDrainer(transport, { withLock: (_, fn) => fn(() => false) });
  await drainer.outbox.add(waitingRows('a', 1));
  expect(await drainer.drain()).toEqual({ kind: 'busy' });
  expect(await claimants(drainer.outbox.use)).toEqual([undefined]);
});
