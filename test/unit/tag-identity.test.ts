/** The visitor: sessions, users, signing in and out, and forget(). */

import { expect, test } from 'vitest';
import { formatValue } from '../../src/core/limits';
import { failing, openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';

useBrowser();

test('reading the session or the user does not extend the session, and each session is reported once', async () => {
  openAws();
  const { personalize } = startPage();
  const sessions: unknown[] = [];
  personalize.on('session', ({ sessionId }) => sessions.push(sessionId));
  const { sessionId } = personalize;
  await pass(20 * 60_000);
  expect(personalize.sessionId).toBe(sessionId);
  await pass(10 * 60_000);
  expect(personalize.sessionId).not.toBe(sessionId);
  expect(sessions).toEqual([sessionId, personalize.sessionId]);
});

test('a session ends after the minutes and hours of its options', async () => {
  openAws();
  const { personalize } = startPage({ session: { idleMinutes: 1, maxHours: 0.02 } });
  const first = personalize.sessionId;
  await pass(59_000);
  void personalize.track('View', { itemId: 'a' });
  expect(personalize.sessionId).toBe(first);
  await pass(13_000);
  expect(personalize.sessionId).not.toBe(first);
});

test('identify keeps the session, a change of user starts a new one, and reset removes the user', async () => {
  openAws();
  const { personalize } = startPage();
  const first = personalize.sessionId;
  personalize.identify('anna');
  expect([personalize.userId, personalize.sessionId]).toEqual(['anna', first]);
  personalize.identify('anna');
  expect(personalize.sessionId).toBe(first);
  personalize.identify('bert');
  const second = personalize.sessionId;
  expect(personalize.userId).toBe('bert');
  expect(second).not.toBe(first);
  personalize.reset();
  expect(personalize.userId).toBeUndefined();
  expect(personalize.sessionId).not.toBe(second);
});

test('an invalid id causes a warning and changes nothing', () => {
  const { personalize } = startPage({ userId: 'anna' });
  const { sessionId } = personalize;
  for (const id of ['', ' ', '[object Object]', {}, Symbol('id'), 'u-{{id}}', 'x'.repeat(257)])
    personalize.identify(id as string);
  expect([personalize.userId, personalize.sessionId]).toEqual(['anna', sessionId]);
  expect(browser.warned.map((each) => each.slice(0, 80))).toEqual([
    '[personalize] userId "" is not an id of 1 to 256 characters: ignored',
    '[personalize] userId " " is not an id of 1 to 256 characters: ignored',
    '[personalize] userId "[object Object]" is not an id of 1 to 256 characters: igno',
    '[personalize] userId [object Object] is not an id of 1 to 256 characters: ignore',
    '[personalize] userId Symbol(id) is not an id of 1 to 256 characters: ignored',
    '[personalize] userId unrendered template "u-{{id}}" is not an id of 1 to 256 cha',
    expect.stringMatching(/userId "x+… /),
  ]);
});

for (const id of [
  ...[0, '0', -1, '-1', 'guest', ' Guest ', 'ANONYMOUS', 'none', '(not set)', 'not set', 'null', 'undefined'],
  ...['NaN', Number.NaN, 'unknown', 'n/a', 'NA', undefined],
  '00000000-0000-0000-0000-000000000000',
]) {
  test(`the user id ${String(id)} (${typeof id}) signs out, with a warning`, () => {
    const { personalize } = startPage({ userId: 'anna' });
    const { sessionId } = personalize;
    personalize.identify(id as string);
    expect(personalize.userId).toBeUndefined();
    const anonymous = personalize.sessionId;
    expect(anonymous).not.toBe(sessionId);
    personalize.identify(id as string, { AGE: 7 });
    expect([personalize.userId, personalize.sessionId]).toEqual([undefined, anonymous]);
    expect(browser.warned).toEqual([`[personalize] userId ${formatValue(id)} is not a user: reset`]);
  });
}

test('null signs out without a warning, and nothing happens if nobody is known', () => {
  const { personalize } = startPage({ userId: 'anna' });
  personalize.identify(Object(null)[0] ?? null);
  const { userId, sessionId } = personalize;
  expect(userId).toBeUndefined();
  personalize.identify(Object(null)[0] ?? null);
  expect([personalize.sessionId, browser.warned]).toEqual([sessionId, []]);
});

test('a placeholder as option userId signs out', () => {
  startPage({ userId: 'anna' }).personalize.stop();
  const { personalize } = startPage({ userId: 'Guest' });
  expect(personalize.userId).toBeUndefined();
  expect(browser.warned).toEqual(['[personalize] userId "Guest" is not a user: reset']);
});

test('ids that look like placeholders are ids', () => {
  const { personalize } = startPage();
  for (const id of ['guest-7', '10', '-12', 'Nana', 'nonesuch', '1', '0a']) {
    personalize.identify(id);
    expect(personalize.userId).toBe(id);
  }
  personalize.identify(' u-1\n');
  expect(personalize.userId).toBe('u-1');
  expect(browser.warned).toEqual([]);
});

test('signing in bridges the anonymous session to the user once, also if nothing else is pending', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  await pass();
  const heard: unknown[] = [];
  personalize.on('sent', ({ itemId, userId }) => heard.push([itemId, userId]));
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  const { sessionId } = personalize;
  personalize.identify('anna');
  await pass(2000);
  expect(aws.named('events').map(({ body }) => [body.sessionId, body.userId])).toEqual([
    [sessionId, undefined],
    [sessionId, 'anna'],
  ]);
  expect(heard).toEqual([
    ['sku-1', undefined],
    ['sku-1', 'anna'],
  ]);
  const [[first], [second]] = aws.events() as [[{ eventId: string }], [{ eventId: string }]];
  expect(second).toEqual({ ...first, eventId: second.eventId });
  expect(second.eventId).not.toBe(first.eventId);
  expect(personalize.stats()).toMatchObject({ captured: 2, sent: 2 });
  personalize.identify('anna');
  await pass(2000);
  expect(aws.named('events').length).toBe(2);
});

test('identify with the same user does not start delivery', async () => {
  const { personalize, asked } = startPage({ userId: 'anna' });
  await pass(5000);
  asked.length = 0;
  personalize.identify('anna');
  await pass(5000);
  expect(asked).toEqual([]);
});

test('forget erases pending events, the session, the user and all stored data, and nothing of the page', async () => {
  const aws = openAws(({ name }) => (name === 'GetId' ? failing('InternalErrorException', 500) : undefined));
  browser.storage.theme = 'dark';
  const { personalize } = startPage({ userId: 'anna' });
  void personalize.track('View', { itemId: 'sku-1', recommendationId: 'RID-1' });
  await pass(10);
  const { sessionId } = personalize;
  expect(personalize.stats().waiting).toBe(1);
  personalize.forget();
  expect(Object.keys(browser.storage)).toEqual(['theme']);
  expect(personalize.stats().waiting).toBe(0);
  expect(personalize.userId).toBeUndefined();
  expect(personalize.sessionId).not.toBe(sessionId);
  await pass(20_000);
  expect(aws.named('events')).toEqual([]);
});

test('an event that is sent after forget() stores nothing', async () => {
  let answer = (_: Response) => {};
  openAws(({ name }, nth) =>
    name === 'events' && nth === 0
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : undefined,
  );
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  personalize.forget();
  answer(new Response(''));
  await pass(10);
  expect(personalize.stats().sent).toBe(1);
  expect(browser.storage['personalize.types']).toBeUndefined();
  expect(browser.storage['personalize.anonymous']).toBeUndefined();
});

test('an event that is sent at the moment of forget() stores nothing', async () => {
  let answer = (_: Response) => {};
  openAws(({ name }, nth) =>
    name === 'events' && nth === 1
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : undefined,
  );
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'warm' });
  await pass(2000);
  void personalize.track('Wave', { itemId: 'sku-1' });
  void personalize.flush();
  await pass();
  personalize.forget();
  answer(new Response(''));
  await pass();
  expect(personalize.stats().sent).toBe(2);
  expect(browser.storage['personalize.types']).toBeUndefined();
  expect(browser.storage['personalize.anonymous']).toBeUndefined();
});

test('after forget() new events are stored as before', async () => {
  openAws();
  const { personalize } = startPage();
  personalize.forget();
  await pass(1);
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(browser.storage['personalize.types']).toContain('View');
  expect(browser.storage['personalize.anonymous']).toContain('sku-1');
});
