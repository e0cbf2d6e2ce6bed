/** Captured events are stored: one write per task, and an answer to each caller. */

import { expect, test } from 'vitest';
import { createReports } from '../../src/api/reports';
import { assemble, type Captured, type PutEvent, type Row } from '../../src/core/event';
import type { EventFields } from '../../src/core/event-fields';
import { createRecorder } from '../../src/core/recorder';
import { createRowWriter } from '../../src/core/row-writer';
import type { QueuedRow } from '../../src/outbox/rows';
import { idsOf, rowOf, toQueuedRow } from '../support/unit-rows';
import { createIds } from '../support/unit-storage';
import { gate } from '../support/unit-transport';

function open(credit = (captured: Captured): EventFields => captured.fields) {
  const calls: string[] = [];
  const rows: Row[] = [];
  const chosen: [PutEvent, number][] = [];
  const writes: { ids: string[]; end: (value: undefined) => void }[] = [];
  const recordCall = (what: string) => (rows: readonly QueuedRow[], leaving: boolean) =>
    void calls.push(`${what} ${idsOf(rows)} ${leaving ? 'leaving' : 'staying'}`);
  const reports = createReports();
  const outbox = {
    toQueuedRow,
    add(given: readonly QueuedRow[]) {
      rows.push(...given.map(({ row }) => row));
      const { promise, open } = gate<undefined>();
      writes.push({ ids: idsOf(given), end: open });
      calls.push(`add ${idsOf(given)}`);
      return promise;
    },
  };
  const writer = createRowWriter(outbox, { storing: recordCall('storing'), stored: recordCall('stored') });
  const record = createRecorder({
    visitor: {
      at: (at) => ({ trackingId: 'tracker', sessionId: `session at ${at}` }),
      attribution: { credit, onChosen: (body, { at }) => chosen.push([body, at]) },
    },
    assemble,
    store: writer.store,
    reports,
    uuid: createIds(),
  });
  const track = (itemId: string, more: Partial<Captured> = {}) =>
    record({ eventType: 'View', fields: { itemId }, at: 5, ...more });
  return { ...writer, record, track, calls, rows, chosen, writes, reports };
}

const turn = () => Promise.resolve();

test('events of one task are written together, and reported before and after', async () => {
  const { track, calls, writes } = open();
  void track('a');
  void track('b');
  await turn();
  expect(calls).toEqual(['storing id-1,id-2 staying', 'add id-1,id-2']);
  void track('c');
  await turn();
  expect(writes.map(({ ids }) => ids)).toEqual([['id-1', 'id-2'], ['id-3']]);
  writes[0]?.end(undefined);
  await turn();
  await turn();
  expect(calls.slice(4)).toEqual(['stored id-1,id-2 staying']);
});

test('a leaving event marks all events of its task, and not those of the next task', async () => {
  const { track, calls, writes } = open();
  void track('a', { leaving: true });
  void track('b');
  await turn();
  void track('c');
  await turn();
  for (const { end } of writes) end(undefined);
  await turn();
  await turn();
  expect(calls.filter((each) => !each.startsWith('add'))).toEqual([
    'storing id-1,id-2 leaving',
    'storing id-3 staying',
    'stored id-1,id-2 leaving',
    'stored id-3 staying',
  ]);
});

test('record resolves with the id once the row is stored, and with undefined once it is lost', async () => {
  const { track, settle } = open();
  const [safe, lost] = [track('a'), track('b')];
  expect(settle(rowOf('id-1'), true)).toBe(true);
  expect(settle(rowOf('id-2'))).toBe(true);
  expect([await safe, await lost]).toEqual(['id-1', undefined]);
});

test('a row is settled once, and an unknown row is not settled', () => {
  const { track, settle } = open();
  void track('a');
  expect(settle(rowOf('id-1'), true)).toBe(true);
  expect(settle(rowOf('id-1'), true)).toBe(false);
  expect(settle(rowOf('unknown'), true)).toBe(false);
});

test('two events with the same id of the page are both answered', async () => {
  const { record, settle } = open();
  const own = { eventType: 'Purchase', fields: { itemId: 'a', eventId: 'order-1' }, at: 5 };
  const both = [record(own), record(own)];
  settle(rowOf('order-1'), true);
  expect(await Promise.all(both)).toEqual(['order-1', 'order-1']);
});

test('a complete row is stored unchanged', async () => {
  const { store, calls } = open();
  void store(rowOf('whole'), true);
  await turn();
  expect(calls).toEqual(['storing whole leaving', 'add whole']);
});

test('written() waits for events of the same task', async () => {
  const { track, written, writes } = open();
  void track('a');
  let ended = false;
  const done = written().then(() => {
    ended = true;
  });
  await turn();
  await turn();
  await turn();
  expect(ended).toBe(false);
  writes[0]?.end(undefined);
  await done;
});

test('onChosen is called for active events, and not for passive ones', () => {
  const { track, chosen } = open();
  void track('chosen');
  void track('seen', { passive: true });
  expect(chosen).toEqual([[expect.objectContaining({ itemId: 'chosen', eventId: 'id-1' }), 5]]);
});

test('an event has the session of its time and its attribution', async () => {
  const { track, rows } = open(({ fields }) => ({ ...fields, recommendationId: 'RID-1' }));
  void track('a', { at: 7 });
  await turn();
  expect(rows).toMatchObject([
    {
      capturedAt: 7,
      visitor: { trackingId: 'tracker', sessionId: 'session at 7' },
      body: { itemId: 'a', recommendationId: 'RID-1' },
    },
  ]);
});

test('an invalid event is dropped and reported, and not written', async () => {
  const { record, reports, calls, chosen } = open();
  const dropped: unknown[] = [];
  reports.on('dropped', (report) => dropped.push(report));
  expect(await record({ eventType: '', fields: { itemId: 'a' }, at: 5 })).toBeUndefined();
  await turn();
  expect(dropped).toMatchObject([{ reason: 'eventType', eventType: '', fields: { itemId: 'a' } }]);
  expect(reports.stats).toMatchObject({ dropped: { eventType: 1 } });
  expect([calls, chosen]).toEqual([[], []]);
});

test('fields that throw when they are read are dropped as unreadable', async () => {
  const { record, reports } = open(() => {
    throw new Error('of the page');
  });
  const dropped: unknown[] = [];
  reports.on('dropped', ({ reason, message, eventType }) => dropped.push([reason, message, eventType]));
  expect(await record({ eventType: 'View', fields: {}, at: 5 })).toBeUndefined();
  expect(dropped).toEqual([['unreadable', 'unreadable (Error: of the page): event dropped', 'View']]);
});
