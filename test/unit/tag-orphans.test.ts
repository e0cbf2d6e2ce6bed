/** What waits for a destination that no page has any more is given up in the end, and nothing else is. */

import { createStore } from 'idb-keyval';
import { afterEach, expect, test, vi } from 'vitest';
import { DATABASE } from '../../src/outbox/outbox';
import { placeOf } from '../../src/outbox/rows';
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

async function open() {
  // The one page in twenty that looks.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const store = createStore(DATABASE, 'outbox');
  const now = Date.now();
  const row = (id: string, days: number, over = {}) => ({
    ...rowOf(id, anna, {}, now - days * DAY),
    ...over,
  });
  const put = (place: string, value: ReturnType<typeof row>) =>
    store(
      'readwrite',
      async (rows) => void rows.put(value, [place, value.capturedAt, 0, value.body.eventId]),
    );
  await put('elsewhere', row('too old', 14));
  await put('elsewhere', row('young', 12));
  await put('elsewhere', row('by a clock that was behind', 20, { clockOffset: 10 * DAY }));
  await put(
    placeOf('user', usersDatasetArn, {
      region: 'us-east-1',
      endpoint: {},
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
    } as never),
    row('a user', 14),
  );
  return store;
}

test('after thirteen days at least, once the time is known', async () => {
  const store = await open();
  openAws();
  // Without the chunk of users and items nobody looks into their place.
  const { personalize } = startPage({ usersDatasetArn, store: { maxAgeDays: 1 } }, { datasets: undefined });
  const dropped: unknown[] = [];
  personalize.on('dropped', (event) => dropped.push(event));
  personalize.track('View', { itemId: 'now' });
  await pass(5000);
  expect(dropped).toEqual([
    expect.objectContaining({
      reason: 'maxAgeDays',
      fields: expect.objectContaining({ eventId: 'too old' }),
    }),
  ]);
  expect((await storedIds(store)).sort()).toEqual(['a user', 'by a clock that was behind', 'young']);
});

test('not where no answer has told the time', async () => {
  const store = await open();
  openAws(() => Promise.reject(new TypeError('offline')));
  const { personalize } = startPage();
  personalize.track('View', { itemId: 'now' });
  await pass(5000);
  expect(await storedIds(store)).toContain('too old');
});
