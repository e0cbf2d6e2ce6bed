/** Orphans, the rows of destinations that no page has any more, are dropped after 90 days or more, and no other row is. */

import { createStore } from 'idb-keyval';
import { afterEach, expect, test, vi } from 'vitest';
import type { PutEvent } from '../../src/core/event';
import { DATABASE } from '../../src/outbox/outbox';
import { toDestinationKey } from '../../src/outbox/rows';
import { openAws } from '../support/unit-aws';
import { useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';
import { anna, rowOf } from '../support/unit-rows';
import { storedIds } from '../support/unit-tab';

useBrowser();
afterEach(() => {
  vi.restoreAllMocks();
});

const DAY = 86_400_000;
const usersDatasetArn = 'arn:aws:personalize:us-east-1:1:dataset/d/USERS';
const itemsDatasetArn = 'arn:aws:personalize:us-east-1:1:dataset/d/ITEMS';
const configuration = {
  region: 'us-east-1',
  endpoint: {},
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
} as never;

/** Whether the next page is the one in twenty that drops orphans. */
const draw = (isDue: boolean) => vi.spyOn(Math, 'random').mockReturnValue(isDue ? 0 : 0.99);

async function open() {
  const store = createStore(DATABASE, 'outbox');
  const now = Date.now();
  const put = (destination: string, id: string, days: number, over = {}) => {
    const row = { ...rowOf(id, anna, {}, now - days * DAY), ...over };
    return store('readwrite', async (rows) => void rows.put(row, [destination, row.capturedAt, 0, id]));
  };
  await put('elsewhere', 'too old', 100);
  await put('elsewhere', 'young', 89);
  await put('elsewhere', 'by a clock that was behind', 100, { clockOffset: 20 * DAY });
  await put(toDestinationKey('user', usersDatasetArn, configuration), 'a user', 100);
  await put(toDestinationKey('item', itemsDatasetArn, configuration), 'an item', 100);
  return { store, put };
}

const kept = ['a user', 'an item', 'by a clock that was behind', 'young'];

function start(options = {}) {
  // Without the datasets chunk the page does not read the rows of users and items.
  const page = startPage({ usersDatasetArn, itemsDatasetArn, ...options }, { datasets: undefined });
  const dropped: unknown[] = [];
  page.personalize.on('dropped', ({ reason, fields }) =>
    dropped.push([reason, (fields as PutEvent).eventId]),
  );
  return { ...page, dropped };
}

test('an orphan is dropped after ninety days, however short maxAgeDays is', async () => {
  const { store } = await open();
  openAws();
  draw(true);
  const { personalize, dropped } = start({ store: { maxAgeDays: 1 } });
  void personalize.track('View', { itemId: 'now' });
  await pass(5000);
  expect(dropped).toEqual([['maxAgeDays', 'too old']]);
  expect((await storedIds(store)).sort()).toEqual(kept);
});

test('an orphan is dropped later where maxAgeDays is longer, and by one page in twenty', async () => {
  const { store } = await open();
  openAws();
  for (const [isDue, maxAgeDays] of [
    [true, 120],
    [false, 13],
  ] as const) {
    draw(isDue);
    const { personalize, dropped } = start({ store: { maxAgeDays } });
    void personalize.track('View', { itemId: 'now' });
    await pass(5000);
    personalize.stop();
    expect(dropped).toEqual([]);
  }
  expect(await storedIds(store)).toContain('too old');
});

test('orphans are dropped once per page, and not before an answer has confirmed the time', async () => {
  const { store, put } = await open();
  const dated = () => new Response('', { headers: { date: new Date().toUTCString() } });
  openAws(({ name }) => (name === 'events' ? dated() : undefined));
  draw(false);
  // This page stores credentials, so that the next one needs no request for them.
  const before = start();
  void before.personalize.track('View', { itemId: 'now' });
  await pass(5000);
  before.personalize.stop();
  draw(true);
  const { personalize, dropped } = start();
  const flush = async () => {
    const flushed = personalize.flush();
    await pass(5000);
    await flushed;
  };
  await flush();
  expect(dropped).toEqual([]);
  void personalize.track('View', { itemId: 'more' });
  await flush();
  expect(dropped).toEqual([['maxAgeDays', 'too old']]);
  await put('elsewhere', 'another', 100);
  await flush();
  expect((await storedIds(store)).sort()).toEqual(['another', ...kept].sort());
});
