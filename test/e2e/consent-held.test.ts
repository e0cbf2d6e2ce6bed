/** What is held while consent is pending is stored at the grant, once, for the stored session and user. */
import {
  collected,
  expectUntouched,
  loaded,
  open,
  say,
  sessionOf,
  statsOf,
  stored,
  track,
  trackStored,
} from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const wait = (visitor: Visitor, ms: number) =>
  visitor.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);

test('a visitor whose pages all start pending has one session, and stays known', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(() => window.personalize.identify('user-1'));
  await trackStored(visitor, 'last week');
  const sessionId = await sessionOf(visitor);
  const expected = [{ itemId: 'last week', userId: 'user-1', sessionId }];
  await expectEvents(aws, expected);
  for (const page of [1, 2, 3, 4, 5]) {
    await open(visitor, { consent: 'pending' });
    expect(await collected(visitor, 'touched')).toEqual([]);
    await track(visitor, `page ${page}`);
    await visitor.click('#a');
    await visitor.click('#accept');
    await visitor.click('#b');
    for (const itemId of [`page ${page}`, 'a', 'b']) expected.push({ itemId, userId: 'user-1', sessionId });
    await expectEvents(aws, expected);
    expect(await sessionOf(visitor)).toBe(sessionId);
    expect(await collected(visitor, 'sessions')).toEqual([]);
  }
});

test('a session that has ended is not adopted, and the one in memory is used', async ({ visitor, aws }) => {
  await open(visitor);
  await trackStored(visitor, 'earlier');
  await expectEvents(aws, [{ itemId: 'earlier' }]);
  const old = await sessionOf(visitor);
  await visitor.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('personalize.session') ?? '{}');
    session.lastAt -= 31 * 60_000;
    localStorage.setItem('personalize.session', JSON.stringify(session));
  });
  await open(visitor, { consent: 'pending' });
  const sessionId = await sessionOf(visitor);
  expect(sessionId).not.toBe(old);
  await track(visitor, 'held');
  await say(visitor, 'granted');
  await expectEvents(aws, [
    { itemId: 'earlier', sessionId: old },
    { itemId: 'held', sessionId },
  ]);
  expect(await collected(visitor, 'sessions')).toEqual([sessionId]);
  await visitor.reload();
});

test('what is held dies with the page', async ({ visitor, aws }) => {
  await open(visitor, { consent: 'pending' });
  await track(visitor, 'lost');
  await visitor.click('#a');
  await open(visitor);
  await trackStored(visitor, 'next page');
  await expectEvents(aws, [{ itemId: 'next page' }]);
});

test('what is held stays in the back/forward cache', async ({ visitor, aws }) => {
  await open(visitor, { consent: 'pending' });
  await track(visitor, 'held');
  await visitor.evaluate(() => {
    location.href = 'away.html';
  });
  await visitor.waitForUrl('/away.html');
  await wait(visitor, 300);
  expect(await stored(visitor)).toEqual([]);
  await visitor.back();
  await loaded(visitor);
  expect(await visitor.waitFor(() => Reflect.get(globalThis, 'restored').at(-1))).toBe(true);
  expect((await statsOf(visitor)).waiting).toBe(1);
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  await expectEvents(aws, [{ itemId: 'held' }]);
});

test('entries of the data layer count by the consent of their time, and once', async ({ visitor, aws }) => {
  const push = (itemId: string) =>
    visitor.evaluate((id) => {
      Reflect.get(globalThis, 'dataLayer').push({
        event: 'view_item',
        ecommerce: { items: [{ item_id: id }] },
      });
    }, itemId);
  const expected: { itemId: string }[] = [];
  const arrive = (...itemIds: string[]) => {
    expected.push(...itemIds.map((itemId) => ({ itemId })));
    return expectEvents(aws, expected);
  };
  await open(visitor, { consent: 'pending', options: { dataLayer: true } });
  await push('held at first');
  await visitor.waitFor(() => window.personalize.stats().waiting === 1);
  await say(visitor, 'granted');
  await arrive('held at first');
  await push('granted');
  await arrive('granted');
  await say(visitor, 'pending');
  await push('held');
  await aws.untilQuiet(1000);
  await say(visitor, 'granted');
  await arrive('held');
  await say(visitor, 'denied');
  await push('denied');
  await wait(visitor, 300);
  await say(visitor, 'pending');
  await push('held again');
  await visitor.waitFor(() => window.personalize.stats().waiting === 1);
  await say(visitor, 'granted');
  await push('granted again');
  await arrive('held again', 'granted again');
  await open(visitor, { consent: 'denied', options: { dataLayer: true } });
  await push('denied at load');
  await say(visitor, 'granted');
  await push('after a denied load');
  await arrive('after a denied load');
});

test('the debug flag in storage is read only with consent', async ({ visitor, aws }) => {
  await visitor.open('/away.html');
  await visitor.evaluate(() => localStorage.setItem('personalize_debug', '1'));
  await open(visitor, { consent: 'pending' });
  await track(visitor, 'held');
  await aws.untilQuiet(500);
  expect(await collected(visitor, 'touched')).toEqual([]);
  const logged = () => visitor.console().filter(({ level }) => level === 'log').length;
  expect(logged()).toBe(0);
  await say(visitor, 'granted');
  await expectEvents(aws, [{ itemId: 'held' }]);
  expect(logged()).toBeGreaterThan(0);
});
