/** Which rows are sent while the page is left: synchronously, without an await, and not a second time by a drain. */

import { beforeEach, expect, test } from 'vitest';
import { bert, idsOf, names, waitingRows } from '../support/unit-rows';
import { claimants, newSite, openTab, storedIds } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, gate, retry, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();

test('sends the added rows in batches of one visitor before it returns', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  await tab.store([...waitingRows('a', 12), ...waitingRows('b', 2, bert)]);
  const rows = tab.leave();
  expect(transport.requests).toEqual([names('a', 0, 10), ['a10', 'a11'], ['b0', 'b1']]);
  expect(idsOf(rows)).toEqual([...names('a', 0, 12), 'b0', 'b1']);
  await settled();
  expect(await storedIds(tab.outbox.use)).toEqual([]);
  expect(tab.sent.sort()).toEqual([...names('a', 0, 12), 'b0', 'b1'].sort());
});

test('sends no row twice, and no row that a drain has sent', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  expect(tab.leave()).toEqual([]);
  await settled();
  await tab.store(waitingRows('b', 2));
  await tab.drain();
  expect(tab.leave()).toEqual([]);
  expect(transport.requests).toEqual([
    ['a0', 'a1'],
    ['b0', 'b1'],
  ]);
});

test('a row that another tab has sent is not sent again when this tab is left, once nothing is pending', async () => {
  const tab = openTab('tab', scripted(), now);
  await tab.store(waitingRows('a', 2));
  const other = openTab('other tab', scripted(), now);
  await other.drain();
  expect(other.sent).toEqual(['a0', 'a1']);
  await tab.drain();
  expect(tab.leave()).toEqual([]);
});

test('a drain does not send rows in flight, and nothing is removed before the answer', async () => {
  const answer = gate<typeof delivered>();
  const transport = scripted((_, nth) => (nth ? delivered : answer.promise));
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await tab.outbox.add(waitingRows('b', 1));
  await tab.drain();
  expect(transport.requests).toEqual([['a0', 'a1'], ['b0']]);
  expect(await storedIds(tab.outbox.use)).toEqual(['a0', 'a1']);
  answer.open(delivered);
  await settled();
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('while a drain is sending, leave sends only rows that are not in flight', async () => {
  const answer = gate<typeof delivered>();
  const transport = scripted((_, nth) => (nth ? delivered : answer.promise));
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  const drained = tab.drain();
  await settled();
  await tab.store(waitingRows('b', 1));
  expect(idsOf(tab.leave())).toEqual(['b0']);
  answer.open(delivered);
  await drained;
  expect(transport.requests).toEqual([['a0', 'a1'], ['b0']]);
});

test('without an answer the rows are kept and released, and the next drain sends them', async () => {
  const transport = scripted((_, nth) => (nth ? delivered : retry));
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 2));
  tab.leave();
  await settled();
  expect(await claimants(tab.outbox.use)).toEqual([undefined, undefined]);
  await tab.drain();
  expect(transport.requests).toEqual([
    ['a0', 'a1'],
    ['a0', 'a1'],
  ]);
  expect(tab.sent).toEqual(['a0', 'a1']);
});

test('a claim keeps the next page from sending rows in flight', async () => {
  const tab = openTab(
    'tab',
    scripted(() => new Promise(() => {})),
    now,
  );
  const rows = waitingRows('a', 2);
  tab.added(rows);
  tab.claim(rows);
  await tab.outbox.add(rows);
  tab.leave();
  const next = openTab('next page', scripted(), now);
  expect(await next.drain()).toEqual({ kind: 'busy', until: now() + 10_000 });
  expect(next.sent).toEqual([]);
});

test('after the scope has ended the drain takes nothing more, and rows claimed ahead are released', async () => {
  const answer = gate<typeof delivered>();
  const transport = scripted(() => answer.promise);
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 20));
  const drained = tab.drain();
  await settled();
  tab.stop();
  answer.open(delivered);
  await drained;
  expect(transport.requests).toEqual([names('a', 0, 10)]);
  expect(await claimants(tab.outbox.use)).toEqual(names('a', 10, 20).map(() => undefined));
});

test('many rows in flight have one claim per batch, not one claim with the keys of all rows', () => {
  const tab = openTab('tab', scripted(), now);
  const rows = waitingRows('a', 300);
  tab.claim(rows);
  for (const { key, claim } of rows) {
    expect(claim?.rows).toContain(`${key}`);
    expect(claim?.rows).toHaveLength(10);
  }
});

test('after stop() the request in flight is the last one, and the rest is released', async () => {
  const answer = gate<typeof delivered>();
  const transport = scripted(() => answer.promise);
  const tab = openTab('tab', transport, now);
  await tab.store(waitingRows('a', 25));
  const drained = tab.drain();
  await settled();
  tab.stop();
  answer.open(delivered);
  expect(await drained).toEqual({ kind: 'busy', isWell: true });
  expect(transport.requests).toEqual([names('a', 0, 10)]);
  expect(await claimants(tab.outbox.use)).toEqual(Array(15).fill(undefined));
});
