/** PutUsers and PutItems: their content, and the pause for the quota of ten calls per second. */

import type { PersonalizeEventsClient } from '@aws-sdk/client-personalize-events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPutEntities } from '../../src/chunks/datasets/put-entities';
import type { DatasetRow } from '../../src/core/event';

const START = 1_700_000_000_000;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const row = (kind: DatasetRow['kind'], id: string | undefined): DatasetRow => ({
  v: 1,
  kind,
  id: `row of ${id}`,
  capturedAt: 0,
  datasetArn: `the ${kind}s`,
  body: { [`${kind}Id`]: id, properties: `{"of":"${id}"}` } as DatasetRow['body'],
});

function open(now = () => Date.now()) {
  const sent: { at: number; name: string; input: unknown }[] = [];
  const client = {
    async send(command: { input: unknown }) {
      sent.push({ at: Date.now() - START, name: command.constructor.name, input: command.input });
    },
  };
  const putEntities = createPutEntities(now);
  const put = (batch: DatasetRow[]) => putEntities(client as unknown as PersonalizeEventsClient, batch);
  return { put, sent, times: () => sent.map(({ at }) => at) };
}

test('users are sent by PutUsers, items by PutItems, each with its id and properties', async () => {
  const { put, sent } = open();
  const puts = [put([row('user', 'anna'), row('user', 'bert')])];
  await vi.advanceTimersByTimeAsync(1000);
  puts.push(put([row('item', 'sku-1')]));
  await vi.advanceTimersByTimeAsync(1000);
  await Promise.all(puts);
  expect(sent.map(({ name, input }) => [name, input])).toEqual([
    [
      'PutUsersCommand',
      {
        datasetArn: 'the users',
        users: [
          { userId: 'anna', properties: '{"of":"anna"}' },
          { userId: 'bert', properties: '{"of":"bert"}' },
        ],
      },
    ],
    [
      'PutItemsCommand',
      { datasetArn: 'the items', items: [{ itemId: 'sku-1', properties: '{"of":"sku-1"}' }] },
    ],
  ]);
});

test('a missing id is sent as the empty text, and the service refuses it', async () => {
  const { put, sent } = open();
  await put([row('user', undefined)]);
  await vi.advanceTimersByTimeAsync(1000);
  await put([row('item', undefined)]);
  expect(sent.map(({ input }) => input)).toMatchObject([
    { users: [{ userId: '' }] },
    { items: [{ itemId: '' }] },
  ]);
});

test('the first call is sent at once, and each of the next 125 ms after the last', async () => {
  const { put, times } = open();
  await put([row('user', 'anna')]);
  expect(times()).toEqual([0]);
  const second = put([row('user', 'bert')]);
  await vi.advanceTimersByTimeAsync(124);
  expect(times()).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1);
  await second;
  void put([row('item', 'sku-1')]);
  await vi.advanceTimersByTimeAsync(125);
  expect(times()).toEqual([0, 125, 250]);
});

test('only the rest of the pause is waited for, and nothing after it', async () => {
  const { put, times } = open();
  await put([row('user', 'anna')]);
  await vi.advanceTimersByTimeAsync(100);
  void put([row('user', 'bert')]);
  await vi.advanceTimersByTimeAsync(25);
  expect(times()).toEqual([0, 125]);
  await vi.advanceTimersByTimeAsync(125);
  await put([row('user', 'carl')]);
  expect(times()).toEqual([0, 125, 250]);
});

test('a clock that is set back does not extend the pause', async () => {
  let back = 0;
  const { put, times } = open(() => Date.now() - back);
  await put([row('user', 'anna')]);
  back = 3_600_000;
  void put([row('user', 'bert')]);
  await vi.advanceTimersByTimeAsync(125);
  expect(times()).toEqual([0, 125]);
});

test('an empty batch sends nothing and causes no pause', async () => {
  const { put, times } = open();
  await put([]);
  await put([row('user', 'anna')]);
  expect(times()).toEqual([0]);
});
