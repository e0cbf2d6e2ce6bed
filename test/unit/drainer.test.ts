/** Which rows a drain sends, in which order, and which rows it keeps. */

import { beforeEach, expect, test } from 'vitest';
import { anna, bert, idOf, idsOf, names, rowOf, toQueuedRow, waitingRows } from '../support/unit-rows';
import { newSite, noLock, openTab, storedClaims, storedIds, storedRows } from '../support/unit-tab';
import { createTimers, settled } from '../support/unit-timers';
import { delivered, disabled, gate, retry, scripted } from '../support/unit-transport';

beforeEach(newSite);
const { now } = createTimers();

test('25 events of one visitor are sent as 10, 10 and 5, the oldest first', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 25));
  expect(await tab.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([names('a', 0, 10), names('a', 10, 20), names('a', 20, 25)]);
  expect(tab.sent).toEqual(names('a', 0, 25));
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('visitors never share a request, and no visitor delays another', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  const annas = waitingRows('a', 3);
  const berts = waitingRows('b', 3, bert);
  const signedIn = waitingRows('c', 1, { ...anna, userId: 'anna' });
  const elsewhere = waitingRows('d', 1, { ...anna, trackingId: 'another tracker' });
  await tab.outbox.add([...annas.slice(0, 1), ...berts, ...annas.slice(1), ...signedIn, ...elsewhere]);
  expect(await tab.drain()).toEqual({ kind: 'empty', isWell: true });
  expect(transport.requests).toEqual([['a0', 'a1', 'a2'], ['b0', 'b1', 'b2'], ['c0'], ['d0']]);
});

test('an event is sent exactly as it was stored', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  const row = rowOf('a0', bert, { itemId: 'sku-1', eventValue: 39.9, properties: '{"size":"M"}' });
  await tab.outbox.add([toQueuedRow(row)]);
  await tab.drain();
  expect(transport.copies).toMatchObject([row]);
});

test('nothing is removed or reported as sent before there is an answer', async () => {
  const answer = gate<typeof delivered>();
  const tab = openTab(
    'tab',
    scripted(() => answer.promise),
    now,
  );
  await tab.outbox.add(waitingRows('a', 12));
  const drained = tab.drain();
  await settled();
  expect(await storedIds(tab.outbox.use)).toEqual(['a0', 'a1', ...names('a', 2, 12)]);
  expect(tab.sent).toEqual([]);
  answer.open(delivered);
  await drained;
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('exactly the settled rows are removed, not rows that were stored meanwhile', async () => {
  const answer = gate<typeof delivered>();
  const tab = openTab(
    'tab',
    scripted((_, nth) => (nth ? disabled : answer.promise)),
    now,
  );
  await tab.outbox.add(waitingRows('a', 3));
  const drained = tab.drain();
  await settled();
  // Older than the rows in flight, like an event of a tab whose clock is behind.
  await tab.outbox.add([{ ...toQueuedRow(rowOf('late')), key: [1, 0, 'late'] }]);
  answer.open(delivered);
  await drained;
  expect(tab.sent).toEqual(['a0', 'a1', 'a2']);
  expect(await storedIds(tab.outbox.use)).toEqual(['late']);
});

for (const answer of [retry, disabled]) {
  test(`after ${answer.kind} in the middle of a drain the rest is kept and released for the next drain`, async () => {
    const transport = scripted((_, nth) => (nth === 1 ? answer : delivered));
    const tab = openTab('tab', transport, now);
    await tab.outbox.add(waitingRows('a', 25));
    expect(await tab.drain()).toEqual(
      answer === retry
        ? { ...retry, isWell: true }
        : {
            kind: 'retry',
            why: 'disabled',
            message: 'AccessDeniedException',
            afterMs: 300_000,
            isWell: true,
          },
    );
    expect(transport.requests).toEqual([names('a', 0, 10), names('a', 10, 20)]);
    const left = await storedRows(tab.outbox.use);
    expect(left.map(idOf).sort()).toEqual(names('a', 10, 25));
    expect(await storedClaims(tab.outbox.use)).toEqual([]);
    expect(tab.sent).toEqual(names('a', 0, 10));

    const other = openTab('other tab', scripted(), now);
    expect(await other.drain()).toEqual({ kind: 'empty', isWell: true });
    expect(other.sent).toEqual(names('a', 10, 25));
  });
}

test('every attempt of an event is identical to the last byte', async () => {
  const transport = scripted((_, nth) => (nth < 3 ? retry : delivered));
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 1));
  for (let attempt = 0; attempt < 4; attempt++) await tab.drain();
  const [first, ...others] = transport.copies.map((copy) => JSON.stringify(copy));
  expect(others).toEqual([first, first, first]);
});

test('a second call joins the running drain', async () => {
  const transport = scripted();
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 3));
  const [first, second] = [tab.drain(), tab.drain()];
  expect(second).toBe(first);
  await first;
  expect(transport.requests).toEqual([['a0', 'a1', 'a2']]);
  await tab.outbox.add(waitingRows('b', 1));
  await tab.drain();
  expect(transport.requests).toEqual([['a0', 'a1', 'a2'], ['b0']]);
});

test('one request at a time, while the store reads the next rows and removes the last ones', async () => {
  const answers = [gate<typeof delivered>(), gate<typeof delivered>()];
  const transport = scripted((_, nth) => answers[nth]?.promise ?? delivered);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 25));
  const drained = tab.drain();
  await settled();
  expect(transport.requests).toEqual([names('a', 0, 10)]);
  answers[0]?.open(delivered);
  await settled();
  expect(transport.requests).toEqual([names('a', 0, 10), names('a', 10, 20)]);
  expect(await storedIds(tab.outbox.use)).toEqual(names('a', 10, 25));
  answers[1]?.open(delivered);
  expect(await drained).toEqual({ kind: 'empty', isWell: true });
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('settled rows are removed before the drain waits for credentials', async () => {
  const unprepared = gate<undefined>();
  const answer = gate<typeof delivered>();
  const transport = scripted(() => answer.promise);
  const tab = openTab('tab', transport, now);
  await tab.outbox.add(waitingRows('a', 25));
  const drained = tab.drain();
  await settled();
  transport.prepare = () => unprepared.promise;
  answer.open(delivered);
  await settled();
  expect(transport.requests).toHaveLength(2);
  expect(await storedIds(tab.outbox.use)).toEqual(names('a', 20, 25));
  unprepared.open(undefined);
  await drained;
  expect(await storedIds(tab.outbox.use)).toEqual([]);
});

test('each row is removed once, in a backlog together with the next claim', async () => {
  const withClaims: string[] = [];
  const alone: string[] = [];
  const tab = openTab('tab', scripted(), now, noLock, (claims) => ({
    ...claims,
    take(most, skip, answered = [], after) {
      withClaims.push(...idsOf(answered));
      return claims.take(most, skip, answered, after);
    },
    remove(rows) {
      alone.push(...idsOf(rows));
      return claims.remove(rows);
    },
  }));
  await tab.outbox.add(waitingRows('a', 30));
  await tab.drain();
  expect(withClaims).toEqual(names('a', 0, 30));
  expect(alone).toEqual([]);
});

test('rows that were claimed ahead and claimed again later are claimed once', async () => {
  const { now: later, advance } = createTimers();
  const answer = gate<typeof delivered>();
  const transport = scripted((_, nth) => (nth ? retry : answer.promise));
  const tab = openTab('tab', transport, later);
  await tab.outbox.add(waitingRows('a', 20));
  const drained = tab.drain();
  await settled();
  await advance(6000);
  answer.open(delivered);
  expect(await drained).toEqual({ ...retry, isWell: true });
  expect(await storedIds(tab.outbox.use)).toEqual(names('a', 10, 20));
  expect(await storedClaims(tab.outbox.use)).toEqual([]);
});
