/** What a drain needs before it begins, and what it does when that changes meanwhile. */

import { beforeEach, expect, test } from 'vitest';
import { createFlusher } from '../../src/delivery/flusher';
import type { SendResult, Unready } from '../../src/delivery/transport';
import { createClaims } from '../../src/outbox/claims';
import { openOutbox } from '../support/unit-outbox';
import { idOf, names, waitingRows } from '../support/unit-rows';
import { claimants, newSite, openTab, storedClaims, storedIds } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, gate, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();
const credentials: SendResult = { kind: 'retry', why: 'credentials', message: 'expired' };
const clock: SendResult = { kind: 'retry', why: 'clock', message: 'too late' };

test('without credentials nothing is claimed or sent, and the reason is told', async () => {
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

test('it is ready once a drain had credentials, as long as they last', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  expect(tab.ready).toBe(false);
  await tab.drain();
  // A getter, which a copy of the tab would have read long ago.
  const flusher = open(transport);
  await flusher.drain();
  expect(flusher.ready).toBe(true);
  transport.ready = () => false;
  expect(flusher.ready).toBe(false);
  transport.ready = () => true;
  transport.prepare = async () => ({ kind: 'disabled', why: 'gone' });
  await flusher.drain();
  expect(flusher.ready).toBe(false);
});

function open(
  transport: ReturnType<typeof scripted>,
  more: Partial<Parameters<typeof createFlusher>[0]> = {},
) {
  const outbox = openOutbox();
  const told: string[] = [];
  const flusher = createFlusher({
    claims: createClaims({ use: outbox.use, owner: 'tab', now, isVisible: () => true }),
    transport,
    withLock: (_, fn) => fn(() => true),
    withoutLock: (fn) => fn(() => true),
    onForget: () => told.push('forget'),
    outbox,
    toSend: (row) => row,
    now,
    onRecordsFailed: (row, why) => told.push(`failed ${idOf(row)} ${why}`),
    onEmpty: () => Promise.resolve(false),
    onSent: (row) => told.push(`sent ${idOf(row)}`),
    onRefused() {},
    ...more,
  });
  return Object.assign(flusher, { outbox, told });
}

for (const refusal of [credentials, clock]) {
  test(`${refusal.kind === 'retry' && refusal.why} that were refused are mended and tried once more`, async () => {
    const transport = scripted((_, nth) => (nth ? delivered : refusal));
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 1));
    expect(await tab.drain()).toEqual({ kind: 'empty', isWell: true });
    expect(transport.requests).toEqual([['a0'], ['a0']]);
  });

  test(`${refusal.kind === 'retry' && refusal.why} that are refused twice have to wait for a person`, async () => {
    const transport = scripted(() => refusal);
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 1));
    expect(await tab.drain()).toEqual({ ...refusal, afterMs: 300_000 });
    expect(transport.requests).toEqual([['a0'], ['a0']]);
  });
}

test('a failure of the service is not mended: one request, and its own wait', async () => {
  const busy: SendResult = { kind: 'retry', why: 'server', message: '500', afterMs: 7000 };
  const transport = scripted(() => busy);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 1));
  expect(await tab.drain()).toEqual(busy);
  expect(transport.requests).toEqual([['a0']]);
});

test('what is added when all else was sent is sent in the same drain', async () => {
  const transport = scripted();
  const more = [waitingRows('b', 1), waitingRows('c', 1)];
  const flusher = open(transport, {
    async onEmpty() {
      const rows = more.shift();
      if (rows) await flusher.outbox.add(rows);
      return !!rows;
    },
  });
  await flusher.outbox.add(waitingRows('a', 1));
  expect(await flusher.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([['a0'], ['b0'], ['c0']]);
});

test('where the lock is lost while the store is asked, what was claimed is released and nothing sent', async () => {
  let held = true;
  const transport = scripted();
  const flusher = open(transport, {
    withLock: (_, fn) => fn(() => held),
    claims: (() => {
      const claims = createClaims({ use: openOutbox().use, owner: 'tab', now, isVisible: () => true });
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
  await flusher.outbox.add(waitingRows('a', 1));
  expect(await flusher.drain()).toEqual({ kind: 'busy' });
  expect(transport.requests).toEqual([]);
  expect(await storedClaims(flusher.outbox.use)).toEqual([]);
});

test('where the lock is lost before, nothing is claimed', async () => {
  const transport = scripted();
  const flusher = open(transport, { withLock: (_, fn) => fn(() => false) });
  await flusher.outbox.add(waitingRows('a', 1));
  expect(await flusher.drain()).toEqual({ kind: 'busy' });
  expect(await claimants(flusher.outbox.use)).toEqual([undefined]);
});

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

test('forget is passed on', () => {
  const flusher = open(scripted());
  flusher.forget();
  expect(flusher.told).toEqual(['forget']);
});

test('a full batch of users or items is not claimed ahead: events that come go before the next', async () => {
  const answer = gate<SendResult>();
  const transport = scripted((_, nth) => (nth ? delivered : answer.promise));
  const flusher = open(transport);
  const items = names('i', 0, 20).map((id, index) => ({
    key: ['item', 1, index, id] as never,
    row: {
      v: 1,
      kind: 'item',
      id,
      capturedAt: now(),
      datasetArn: 'arn',
      body: { itemId: id, properties: '{}' },
    } as const,
    claim: null,
  }));
  await flusher.outbox.add(items);
  const drained = flusher.drain();
  await settled();
  expect((await claimants(flusher.outbox.use)).filter(Boolean).length).toBe(10);
  await flusher.outbox.add(waitingRows('a', 1));
  answer.open(delivered);
  await drained;
  expect(transport.requests.map(([first]) => first)).toEqual(['i0', 'a0', 'i10']);
  expect(transport.foreseen).toEqual([]);
});

test('a dataset that fails is told with the first of its rows and the reason', async () => {
  const item = (id: string, arn: string) => ({
    key: ['item', 1, 0, id] as never,
    row: {
      v: 1,
      kind: 'item',
      id,
      capturedAt: now(),
      datasetArn: arn,
      body: { itemId: id, properties: '{}' },
    } as const,
    claim: null,
  });
  const results: SendResult[] = [
    { kind: 'disabled', why: 'AccessDenied' },
    { kind: 'retry', why: 'server', message: 'in use' },
  ];
  const flusher = open(scripted((_, nth) => results[nth] ?? delivered));
  await flusher.outbox.add([item('i0', 'one'), item('i1', 'one'), item('j0', 'two')]);
  expect(await flusher.drain()).toEqual({ kind: 'busy', until: now() + 30_000 });
  expect(flusher.told).toEqual(['failed i0 AccessDenied', 'failed j0 in use']);
});
