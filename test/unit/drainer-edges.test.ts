/**
 * Which calls a drain makes to the store and for credentials, and which rows are left to send when the page is left.
 */

import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import type { SendResult } from '../../src/delivery/transport';
import { openDrainer } from '../support/unit-drainer';
import { openOutbox } from '../support/unit-outbox';
import { HERE, idsOf, names, waitingRows } from '../support/unit-rows';
import { claimants, newSite, storedIds } from '../support/unit-tab';
import { settled } from '../support/unit-timers';
import { delivered, gate, retry, scripted } from '../support/unit-transport';

const { put } = IDBObjectStore.prototype;
beforeEach(newSite);
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

const START = 1_700_000_000_000;
const claimsOf = (owner: string, now = () => START) =>
  createClaims({ ...HERE, outbox: openOutbox(), page: { owner, now }, isVisible: () => true });

test('an unpersisted row that is too old is settled, so that it leaves the memory', async () => {
  IDBObjectStore.prototype.put = () => {
    throw new Error('full');
  };
  const drainer = openDrainer(scripted(), { prepareRow: () => undefined });
  await drainer.outbox.add(waitingRows('a', 2));
  expect(await drainer.drain()).toEqual({ kind: 'empty' });
  expect(drainer.outbox.unpersisted()).toEqual([]);
});

test('after a refusal for credentials they are prepared before the next request, also in a backlog', async () => {
  const answer = gate<SendResult>();
  const calls: string[] = [];
  const transport = scripted((_, nth) => {
    calls.push(`request ${nth}`);
    return nth ? delivered : answer.promise;
  });
  transport.prepare = async () => void calls.push('prepare');
  const drainer = openDrainer(transport);
  await drainer.outbox.add(waitingRows('a', 20));
  const drained = drainer.drain();
  await settled();
  calls.length = 0;
  answer.open({ kind: 'retry', why: 'credentials', message: 'expired' });
  await drained;
  expect(calls.slice(0, 2)).toEqual(['prepare', 'request 1']);
});

test('without the lock the store is not read', async () => {
  const drainer = openDrainer(scripted(), {
    withLock: (_, fn) => fn(() => false),
    claims: { ...claimsOf('tab'), take: async () => expect.unreachable() },
  });
  expect(await drainer.drain()).toEqual({ kind: 'busy' });
});

test('if the lock is lost after a part was delivered, the result says so', async () => {
  let takes = 0;
  const claims = claimsOf('tab');
  const drainer = openDrainer(scripted(), {
    withLock: (_, fn) => fn(() => takes < 2),
    claims: {
      ...claims,
      take(...args) {
        takes++;
        return claims.take(...args);
      },
    },
  });
  await drainer.outbox.add([
    ...waitingRows('a', 1),
    ...waitingRows('b', 1, { trackingId: 't', sessionId: 's' }),
  ]);
  expect(await drainer.drain()).toEqual({ kind: 'busy', isWell: true });
  expect(drainer.reported).toEqual(['sent a0']);
});

test('with less than a full batch nothing is claimed ahead', async () => {
  const answer = gate<SendResult>();
  const transport = scripted((_, nth) => (nth ? delivered : answer.promise));
  const drainer = openDrainer(transport);
  await drainer.outbox.add(waitingRows('a', 9));
  const drained = drainer.drain();
  await settled();
  await drainer.outbox.add(waitingRows('b', 1));
  await settled();
  expect((await claimants(drainer.outbox.use)).filter(Boolean).length).toBe(9);
  answer.open(delivered);
  await drained;
  expect(transport.requests).toEqual([names('a', 0, 9), ['b0']]);
});

test('while the rest of a backlog is in flight, settled rows are removed', async () => {
  const answer = gate<SendResult>();
  const drainer = openDrainer(scripted((_, nth) => (nth ? answer.promise : delivered)));
  await drainer.outbox.add(waitingRows('a', 12));
  const drained = drainer.drain();
  await settled(40);
  expect(await storedIds(drainer.outbox.use)).toEqual(['a10', 'a11']);
  answer.open(delivered);
  await drained;
});

test('a wrong set-up is not retried in the same drain, whatever its error is called', async () => {
  const transport = scripted(() => ({ kind: 'disabled', why: 'wrong credentials and clock' }));
  const drainer = openDrainer(transport);
  await drainer.outbox.add(waitingRows('a', 1));
  expect(await drainer.drain()).toMatchObject({ kind: 'retry', why: 'disabled', afterMs: 300_000 });
  expect(transport.requests).toEqual([['a0']]);
});

test('a lock that becomes free after a long time is used', async () => {
  let time = START;
  let free = false;
  const drainer = openDrainer(scripted(), {
    now: () => time,
    withLock: async (_, fn) => (free ? fn(() => true) : undefined),
    withoutLock: async () => expect.unreachable(),
  });
  await drainer.drain();
  time += 60_000;
  free = true;
  expect(await drainer.drain()).toEqual({ kind: 'empty' });
});

test('rows of this page that a drain could not send are sent when the page is left', async () => {
  const locked = openDrainer(scripted(), { withLock: async () => undefined });
  locked.added(waitingRows('a', 1));
  await locked.drain();
  expect(idsOf(locked.leave())).toEqual(['a0']);

  const transport = scripted();
  transport.prepare = async () => retry as never;
  const unready = openDrainer(transport);
  unready.added(waitingRows('b', 1));
  await unready.drain();
  expect(idsOf(unready.leave())).toEqual(['b0']);
});

test('a row that another page is sending is not sent when this page is left', async () => {
  const drainer = openDrainer(scripted());
  const rows = waitingRows('a', 1);
  drainer.added(rows);
  await drainer.outbox.add(rows);
  await claimsOf('another').take(10, () => false);
  expect(await drainer.drain()).toEqual({ kind: 'busy', until: START + 15_000 });
  expect(drainer.leave()).toEqual([]);
});

test('users and items are not sent when the page is left', () => {
  const transport = scripted();
  const drainer = openDrainer(transport);
  const row = {
    v: 1,
    kind: 'item',
    id: 'i',
    capturedAt: 0,
    datasetArn: 'arn',
    body: { properties: '{}' },
  } as const;
  drainer.added([{ key: ['item', 1, 0, 'i'], row, claim: null }]);
  expect([drainer.leave(), transport.requests]).toEqual([[], []]);
});
