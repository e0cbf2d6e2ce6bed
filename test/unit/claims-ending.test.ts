/** When claims end, are renewed, released and removed, and how they are named. */

import { IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { afterEach, expect, test } from 'vitest';
import { createClaims } from '../../src/chunks/drain/claims';
import type { Row } from '../../src/core/event';
import { openOutbox } from '../support/unit-outbox';
import { claimed, HERE, idsOf, waitingRows } from '../support/unit-rows';
import { claimants, newSite, storedClaims, storedIds } from '../support/unit-tab';
import { createTimers } from '../support/unit-timers';

const nothing = () => false;
const { put } = IDBObjectStore.prototype;
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

function open(prepareRow?: (row: Row) => Row | undefined) {
  newSite();
  const outbox = openOutbox();
  const timers = createTimers();
  const page = { visible: true };
  const foreign: unknown[] = [];
  const of = (owner: string) =>
    createClaims({
      ...HERE,
      outbox,
      page: { owner, now: timers.now },
      isVisible: () => page.visible,
      prepareRow,
      onCorrupt: (value) => foreign.push(value),
    });
  return { outbox, ...timers, of, page, foreign };
}

test('a claim ends at its exact millisecond, and a claim longer than any possible one is ignored', async () => {
  for (const [until, free] of [
    [-1, true],
    [0, true],
    [1, false],
    [15_000, false],
    [15_001, true],
  ] as const) {
    const { outbox, of, now } = open();
    await outbox.add(claimed(waitingRows('a', 1), 'another', now() + until));
    const { taken, heldUntil } = await of('tab').take(10, nothing);
    expect([until, idsOf(taken), heldUntil]).toEqual([
      until,
      free ? ['a0'] : [],
      free ? undefined : now() + until,
    ]);
  }
});

test('each claim of a page has a unique name', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 3));
  const claims = of('tab');
  const first = await claims.take(1, nothing);
  await claims.take(1, nothing, [], first.taken[0]?.key);
  expect((await storedClaims(outbox.use)).map(({ name, rows }) => [name, rows.length])).toEqual([
    ['tab/1', 1],
    ['tab/2', 1],
  ]);
});

test('rows that are marked on leave are claimed for ten seconds by the page that stores them', async () => {
  const { outbox, of, now } = open();
  const rows = waitingRows('a', 2);
  of('tab').mark(rows);
  await outbox.add(rows);
  expect(await storedClaims(outbox.use)).toEqual([
    { v: 2, name: 'tab/1', owner: 'tab', until: now() + 10_000, rows: rows.map(({ key }) => `${key}`) },
  ]);
});

test('a hidden page renews nothing', async () => {
  const { outbox, of, page, advance } = open();
  await outbox.add(waitingRows('a', 1));
  const claims = of('tab');
  const { taken } = await claims.take(1, nothing);
  const [before] = await storedClaims(outbox.use);
  await advance(5000);
  page.visible = false;
  await claims.renew(taken);
  expect(await storedClaims(outbox.use)).toEqual([before]);
});

test('rows of several claims are released and removed by the page that holds them', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 4));
  const claims = of('tab');
  const first = (await claims.take(2, nothing)).taken;
  const second = (await claims.take(2, nothing, [], first[1]?.key)).taken;
  await claims.release([...first.slice(1), ...second.slice(0, 1)]);
  expect(await claimants(outbox.use)).toEqual(['tab', undefined, undefined, 'tab']);
  await claims.remove([...first, ...second]);
  expect([await storedIds(outbox.use), await storedClaims(outbox.use)]).toEqual([[], []]);
});

test('removing a part of the rows leaves the claim of the rest', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 3));
  const claims = of('tab');
  const { taken } = await claims.take(3, nothing);
  await claims.remove(taken.slice(0, 1));
  expect(await claimants(outbox.use)).toEqual(['tab', 'tab']);
});

test('each operation commits its transaction at once', async () => {
  const { outbox, of } = open();
  await outbox.add(waitingRows('a', 3));
  const claims = of('tab');
  const commits: string[] = [];
  let doing = '';
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    commits.push(doing);
    commit.apply(this);
  };
  doing = 'take';
  const { taken } = await claims.take(3, nothing);
  doing = 'release';
  await claims.release(taken.slice(0, 1));
  doing = 'remove';
  await claims.remove(taken);
  IDBTransaction.prototype.commit = commit;
  expect(commits).toEqual(['take', 'release', 'remove']);
});
