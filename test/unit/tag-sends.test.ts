/** The whole tag with the real delivery: events that are tracked on a page arrive at Personalize. */

import { expect, test } from 'vitest';
import { failing, openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';

useBrowser();

test('an event is stored, then sent after the delay, with the same id', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  await pass();
  const heard: unknown[] = [];
  personalize.on('stored', (report) => heard.push(['stored', report.eventId, report.sessionId]));
  personalize.on('sent', (report) => heard.push(['sent', report.eventId, report.sessionId]));
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass();
  const id = await tracked;
  expect(heard).toEqual([['stored', id, personalize.sessionId]]);
  await pass(999);
  expect(aws.names()).toEqual([]);
  await pass(1);
  await pass(10);
  expect(aws.eventIds()).toEqual([[id]]);
  expect(heard.slice(1)).toEqual([['sent', id, personalize.sessionId]]);
  expect(personalize.stats()).toMatchObject({ captured: 1, stored: 1, sent: 1, waiting: 0 });
  expect(browser.warned).toEqual([]);
});

test('a request has the tracker, session and user of its events', async () => {
  const aws = openAws();
  const { personalize } = startPage({ userId: 'anna' });
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.named('events')[0]?.body).toMatchObject({
    trackingId: 'tracker',
    sessionId: personalize.sessionId,
    userId: 'anna',
    eventList: [{ eventType: 'View', itemId: 'sku-1', sentAt: 1_700_000_000 }],
  });
});

test('flush sends at once and returns the counts of sent, pending and refused events', async () => {
  const aws = openAws(({ name, body }) =>
    name === 'events' && JSON.stringify(body).includes('bad') ? failing('InvalidInputException') : undefined,
  );
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'good' });
  const first = personalize.flush();
  await pass(10);
  expect(await first).toEqual({ sent: 1, waiting: 0, refused: 0 });
  const heard: unknown[] = [];
  personalize.on('refused', ({ itemId, why }) => heard.push([itemId, why]));
  void personalize.track('View', { itemId: 'bad' });
  const second = personalize.flush();
  await pass(10);
  expect(await second).toEqual({ sent: 0, waiting: 0, refused: 1 });
  expect(heard).toEqual([['bad', 'InvalidInputException: of the service']]);
  expect(aws.events().map(([event]) => event?.itemId)).toEqual(['good', 'bad']);
  expect(personalize.refused()).toMatchObject([
    { itemId: 'bad', sessionId: personalize.sessionId, why: 'InvalidInputException: of the service' },
  ]);
  personalize.refused.clear();
  expect(personalize.refused()).toEqual([]);
});

test('flush counts only events that it has sent itself', async () => {
  openAws();
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  const flushed = personalize.flush();
  await pass(10);
  expect(await flushed).toEqual({ sent: 0, waiting: 0, refused: 0 });
});

test('a failed request is reported, and retried after its delay', async () => {
  const aws = openAws(({ name }, nth) => (name === 'events' && nth === 0 ? failing('Busy', 503) : undefined));
  const { personalize } = startPage();
  const retries: unknown[] = [];
  personalize.on('retry', ({ why, message, waitMs }) => retries.push([why, message, waitMs <= 1000]));
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  expect(retries).toEqual([['server', 'Busy: of the service', true]]);
  await pass(1001);
  await pass(10);
  const id = await tracked;
  expect(aws.eventIds()).toEqual([[id], [id]]);
  expect(personalize.stats().retried).toBe(1);
  expect(browser.warned).toEqual([]);
});

test('a wrong set-up of the service causes a warning', async () => {
  openAws(({ name }) => (name === 'events' ? failing('AccessDeniedException', 403) : undefined));
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  expect(browser.warned).toEqual([
    '[personalize] events are kept, not sent: AccessDeniedException: of the service',
  ]);
  expect(personalize.stats().waiting).toBe(1);
});

test('events that the last page left, in the outbox or in the journal, are sent by the next page', async () => {
  const aws = openAws(({ name }) => (name === 'GetId' ? failing('InternalErrorException', 500) : undefined));
  const first = startPage();
  const stored = first.personalize.track('View', { itemId: 'stored' });
  await pass(10);
  const unwritten = first.personalize.track('View', { itemId: 'unwritten' });
  // The page is gone before the transaction of the second event has ended.
  await Promise.resolve();
  first.personalize.stop();
  expect(browser.storage['personalize.journal']).toContain('unwritten');
  delete browser.storage['personalize.patience'];
  aws.calls.length = 0;
  await pass(10);
  const answering = openAws();
  startPage();
  await pass(3000);
  expect(answering.eventIds().flat().sort()).toEqual([await stored, await unwritten].sort());
});

test('a store that fails causes a warning, and events are kept in memory', async () => {
  const aws = openAws();
  globalThis.indexedDB = undefined as unknown as IDBFactory;
  const { personalize } = startPage();
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(3000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
  expect(browser.warned).toEqual([
    expect.stringMatching(/^\[personalize\] not stored \(.+\): kept in memory$/),
  ]);
});

test('above the limit of pending events the oldest is dropped and answered', async () => {
  openAws(({ name }) => (name === 'GetId' ? failing('InternalErrorException', 500) : undefined));
  const { personalize } = startPage({ store: { maxEvents: 1 } });
  const dropped: unknown[] = [];
  personalize.on('dropped', ({ reason, message, eventType, fields }) =>
    dropped.push([reason, message, eventType, fields.itemId]),
  );
  void personalize.track('View', { itemId: 'old' });
  await pass();
  void personalize.track('Click', { itemId: 'new' });
  await pass();
  expect(dropped).toEqual([['maxEvents', 'more than 1 events wait: the oldest was dropped', 'View', 'old']]);
});

test('a value in the outbox that is not an event is dropped, counted and listed by refused()', async () => {
  openAws();
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(1);
  const { createStore } = await import('idb-keyval');
  await createStore('personalize-1', 'outbox')('readwrite', (store) => void store.put(null, [1, 1, 'x']));
  await pass(3000);
  expect(personalize.stats().dropped).toEqual({ corrupt: 1 });
  expect(personalize.refused()).toEqual([{ why: 'no event of this version', value: 'null' }]);
});
