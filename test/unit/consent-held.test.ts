/** What commands and events do while consent is missing, and afterwards. */

import { expect, test } from 'vitest';
import { openAws } from '../support/unit-aws';
import { browser, define, useBrowser } from '../support/unit-browser';
import { OPTIONS, openPage, pass, startPage } from '../support/unit-page';

useBrowser();

const keys = () => Object.keys(browser.storage);

test('while consent is pending calls wait, urgent ones are answered, and nothing is stored or sent', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'pending' });
  const tracked = personalize.track('View', { itemId: 'held' });
  personalize.identify('anna');
  await expect(personalize.recommend({ campaignArn: 'arn' })).rejects.toMatchObject({ name: 'ConsentError' });
  await expect(personalize.rank({ campaignArn: 'arn', inputList: ['a'] })).rejects.toMatchObject({
    name: 'ConsentError',
  });
  expect(await personalize.putItems([{ itemId: 'a', properties: {} }])).toBe(0);
  expect(await personalize.flush()).toEqual({ sent: 0, waiting: 1, refused: 0 });
  expect(personalize.userId).toBeUndefined();
  expect(personalize.refused()).toEqual([]);
  const inMemory = personalize.sessionId;
  expect(personalize.sessionId).toBe(inMemory);
  await pass(60_000);
  expect([keys(), aws.calls]).toEqual([[], []]);

  const heldAt = Date.now() - 60_000;
  personalize.consent('granted');
  await pass(3000);
  // The login repeats the first event of the session.
  expect(aws.eventIds()[0]).toEqual([await tracked]);
  expect(aws.events()[0]?.[0]?.sentAt).toBe(heldAt / 1000);
  expect([personalize.sessionId, personalize.userId]).toEqual([inMemory, 'anna']);
});

test('while consent is denied calls are answered at once, and never later', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'denied' });
  expect(await personalize.track('View', { itemId: 'dropped' })).toBeUndefined();
  personalize.identify('anna');
  personalize.reset();
  await expect(personalize.recommend({ campaignArn: 'arn' })).rejects.toMatchObject({ name: 'ConsentError' });
  expect(await personalize.putItems([{ itemId: 'a', properties: {} }])).toBe(0);
  expect(await personalize.flush()).toEqual({ sent: 0, waiting: 0, refused: 0 });
  expect([personalize.sessionId, personalize.userId]).toEqual([undefined, undefined]);
  expect(personalize.stats().dropped).toEqual({ consent: 1 });
  for (const name of ['identify', 'reset'])
    expect(browser.warned.filter((each) => each.includes(` ${name}: `))).toHaveLength(1);
  personalize.consent('granted');
  await pass(60_000);
  expect(personalize.userId).toBeUndefined();
  expect(aws.events()).toEqual([]);
});

test('a denial answers the calls that wait, and drops their events', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'pending' });
  const dropped: unknown[] = [];
  personalize.on('dropped', ({ reason, fields }) => dropped.push([reason, fields]));
  const tracked = personalize.track('View', { itemId: 'held' });
  personalize.consent('denied');
  expect(await tracked).toBeUndefined();
  expect(dropped).toEqual([['consent', { itemId: 'held' }]]);
  personalize.consent('granted');
  await pass(60_000);
  expect(aws.events()).toEqual([]);
});

test('at most 200 events wait, and the newest beyond that are dropped', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'pending' });
  const tracked = Array.from({ length: 203 }, (_, nth) => personalize.track('View', { itemId: `${nth}` }));
  expect(await Promise.all(tracked.slice(200))).toEqual([undefined, undefined, undefined]);
  expect(personalize.stats()).toMatchObject({ captured: 203, waiting: 200, dropped: { consent: 3 } });
  personalize.consent('granted');
  expect((await Promise.all(tracked.slice(0, 200))).every(Boolean)).toBe(true);
  await pass(60_000);
  const sent = aws.events().flat();
  expect(sent.map(({ itemId }) => itemId)).toEqual(Array.from({ length: 200 }, (_, nth) => `${nth}`));
  // The limit counts anew.
  personalize.consent('pending');
  void personalize.track('View', { itemId: 'next' });
  expect(personalize.stats()).toMatchObject({ waiting: 1, dropped: { consent: 3 } });
});

test('identify and reset take effect in the order of the calls', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'pending' });
  void personalize.track('View', { itemId: 'nobody' });
  personalize.identify('anna');
  void personalize.track('View', { itemId: 'anna' });
  personalize.reset();
  void personalize.track('View', { itemId: 'left' });
  personalize.consent('granted');
  await pass(10_000);
  const users = aws
    .named('events')
    .flatMap(({ body }) =>
      (body.eventList as { itemId: string }[]).map(({ itemId }) => `${itemId}: ${body.userId}`),
    );
  expect(users).toEqual(expect.arrayContaining(['nobody: undefined', 'anna: anna', 'left: undefined']));
});

test('an event of the task in which consent becomes pending again is not lost', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  await pass(10);
  const tracked = personalize.track('View', { itemId: 'consented' });
  personalize.consent('pending');
  expect(await tracked).toEqual(expect.any(String));
  await pass(60_000);
  expect([aws.events(), browser.warned]).toEqual([[], []]);
  personalize.consent('granted');
  await pass(3000);
  expect(aws.events().map(([event]) => event?.itemId)).toEqual(['consented']);
});

test('a live session that is stored is adopted, without a report of the one in memory', async () => {
  openAws();
  const first = startPage();
  const { sessionId } = first.personalize;
  first.personalize.identify('anna');
  first.personalize.stop();
  const { personalize } = startPage({ consent: 'pending' });
  expect(personalize.sessionId).not.toBe(sessionId);
  personalize.consent('granted');
  expect([personalize.sessionId, personalize.userId]).toEqual([sessionId, 'anna']);
});

test('a decision before init counts, and the last one of several', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  personalize.consent('granted');
  personalize.consent('denied');
  const tracked = personalize.track('View', { itemId: 'early' });
  personalize.init({ ...OPTIONS, consent: 'pending' });
  expect(await tracked).toBeUndefined();
  await pass(10_000);
  expect(personalize.stats().consent).toEqual({ state: 'denied', source: 'call' });
  expect([keys(), aws.calls]).toEqual([[], []]);
});

test('a listener of the session that denies consent ends the core that begins', async () => {
  const aws = openAws();
  const { personalize } = startPage({ consent: 'pending' });
  void personalize.track('View', { itemId: 'held' });
  personalize.on('session', () => personalize.consent('denied'));
  personalize.consent('granted');
  void personalize.track('View', { itemId: 'denied' });
  await pass(60_000);
  expect(personalize.stats().consent).toEqual({ state: 'denied', source: 'call' });
  expect([keys(), aws.events()]).toEqual([[], []]);
});

test('a site that denies consent erases what is stored, also if the browser signals GPC', async () => {
  openAws();
  define('navigator', { value: { globalPrivacyControl: true } });
  for (const [consent, left] of [
    [undefined, true],
    ['denied', false],
  ] as const) {
    browser.storage['personalize.session'] = '{}';
    startPage({ consent });
    expect('personalize.session' in browser.storage).toBe(left);
  }
});
