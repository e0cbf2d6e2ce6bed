/** What leaves with a page, and users and items beside events, in one drain. */

import { beforeEach, expect, test } from 'vitest';
import type { SendResult } from '../../src/delivery/transport';
import { openFlusher } from '../support/unit-flusher';
import { names, waitingRows } from '../support/unit-rows';
import { claimants, newSite, openTab, storedIds } from '../support/unit-tab';
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

test('a full batch of users or items is not claimed ahead: events that come go before the next', async () => {
  const answer = gate<SendResult>();
  const transport = scripted((_, nth) => (nth ? delivered : answer.promise));
  const flusher = openFlusher(transport);
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
  const flusher = openFlusher(scripted((_, nth) => results[nth] ?? delivered));
  await flusher.outbox.add([item('i0', 'one'), item('i1', 'one'), item('j0', 'two')]);
  expect(await flusher.drain()).toEqual({ kind: 'busy', until: now() + 30_000 });
  expect(flusher.told).toEqual(['failed i0 AccessDenied', 'failed j0 in use']);
});
