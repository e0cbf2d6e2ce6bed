/** Users and sessions: stored, shared by tabs, ended when they should be, and joined when the user signs in. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const view = (visitor: Visitor, itemId: string): Promise<string | undefined> =>
  visitor.evaluate((each) => window.personalize.track('View', { itemId: each }), itemId);
const session = (visitor: Visitor) => visitor.evaluate(() => window.personalize.sessionId);
const identify = (visitor: Visitor, id: string) =>
  visitor.evaluate((each) => window.personalize.identify(each), id);
/** Both in one task, because identify() alone causes a bridge event for a session without an event of that user. */
const identifyAndView = (visitor: Visitor, id: string, itemId: string) =>
  visitor.evaluate(
    (user, item) => {
      window.personalize.identify(user);
      return window.personalize.track('View', { itemId: item });
    },
    id,
    itemId,
  );

test('a user is known on all pages and in all tabs, and the session continues after the login', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/identity.html');
  await view(visitor, 'anonymous');
  const first = await session(visitor);
  await identifyAndView(visitor, 'user-1', 'signed in');
  expect(await session(visitor)).toBe(first);
  // If the anonymous event were sent after this one, it would be bridged, which another test covers.
  await aws.until(() => aws.events().some(({ itemId }) => itemId === 'signed in'), 'both events');
  await visitor.reload();
  await view(visitor, 'next page');
  await visitor.newTab('/identity.html');
  expect(await visitor.evaluate(() => window.personalize.userId)).toBe('user-1');
  await view(visitor, 'other tab');

  await visitor.evaluate(() => window.personalize.reset());
  const second = await session(visitor);
  await view(visitor, 'signed out');
  await visitor.useTab(0);
  await visitor.show();
  expect(await visitor.evaluate(() => window.personalize.userId ?? 'nobody')).toBe('nobody');
  expect(await session(visitor)).toBe(second);
  await aws.until(() => aws.events().some(({ itemId }) => itemId === 'signed out'), 'the anonymous event');
  // Polls through flush(), because a tab does not immediately learn what another tab has sent.
  await visitor.waitFor(async () => (await window.personalize.flush()).waiting === 0);
  await identifyAndView(visitor, 'user-2', 'another user');
  await identify(visitor, 'user-3');
  const third = await session(visitor);
  await view(visitor, 'yet another user');
  expect(new Set([first, second, third]).size).toBe(3);

  const expected = [
    { itemId: 'anonymous', sessionId: first, userId: undefined },
    { itemId: 'signed in', sessionId: first, userId: 'user-1' },
    { itemId: 'next page', sessionId: first, userId: 'user-1' },
    { itemId: 'other tab', sessionId: first, userId: 'user-1' },
    { itemId: 'signed out', sessionId: second, userId: undefined },
    { itemId: 'another user', sessionId: second, userId: 'user-2' },
    { itemId: 'yet another user', sessionId: third, userId: 'user-3' },
  ];
  // A tab that becomes hidden sends immediately, possibly the same events as another tab.
  await expectEvents(aws, expected, { repeats: true });
});

test('an anonymous session without a further event gets one bridge event, which repeats its first event', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/identity.html');
  await view(visitor, 'first');
  await view(visitor, 'second');
  const sessionId = await session(visitor);
  const [first] = await expectEvents(aws, [{ itemId: 'first' }, { itemId: 'second' }], { ordered: true });
  await identify(visitor, 'user-1');
  const { eventType, itemId, sentAt } = first ?? {};
  const events = await expectEvents(aws, [
    { itemId: 'first', userId: undefined, sessionId },
    { itemId: 'second', userId: undefined, sessionId },
    { eventType, itemId, sentAt, userId: 'user-1', sessionId },
  ]);
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
  await visitor.reload();
  await view(visitor, 'later');
  await expectEvents(aws, [
    { itemId: 'first' },
    { itemId: 'second' },
    { itemId: 'first' },
    { itemId: 'later' },
  ]);
});

test('sessions without an event of the user are bridged, including older ones, and no others', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/identity.html');
  await view(visitor, 'of the ended session');
  const ended = await session(visitor);
  await visitor.evaluate(() => window.personalize.reset());
  await view(visitor, 'of this session');
  const current = await session(visitor);
  await visitor.evaluate(() => {
    window.personalize.identify('user-1');
    return window.personalize.track('View', { itemId: 'as a user' });
  });
  await expectEvents(aws, [
    { itemId: 'of the ended session', sessionId: ended, userId: undefined },
    { itemId: 'of this session', sessionId: current, userId: undefined },
    { itemId: 'as a user', sessionId: current, userId: 'user-1' },
    { itemId: 'of the ended session', sessionId: ended, userId: 'user-1' },
  ]);
});

test('an anonymous event that is sent late is not assigned to a later user', async ({ visitor, aws }) => {
  await visitor.open('/identity.html');
  const first = await session(visitor);
  await identify(visitor, 'user-1');
  await view(visitor, 'of user-1');
  await expectEvents(aws, [{ itemId: 'of user-1', userId: 'user-1', sessionId: first }]);
  await visitor.evaluate(() => window.personalize.reset());
  // A journal entry from before the login, as written by a page that was left before its outbox had opened.
  await visitor.evaluate((sessionId) => {
    const capturedAt = Date.now() - 60_000;
    const row = {
      v: 1,
      kind: 'event',
      capturedAt,
      visitor: { trackingId: '20000000-0000-4000-8000-000000000001', sessionId },
      body: { eventId: 'late', eventType: 'View', itemId: 'late', sentAt: capturedAt / 1000 },
    };
    localStorage.setItem(
      'personalize.journal',
      JSON.stringify([{ key: [capturedAt, 0, 'late'], row, claim: null }]),
    );
  }, first);
  await visitor.reload();
  await expectEvents(aws, [{ itemId: 'of user-1' }, { itemId: 'late', userId: undefined, sessionId: first }]);
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  await identify(visitor, 'user-2');
  await view(visitor, 'of user-2');
  await expectEvents(aws, [
    { itemId: 'of user-1', userId: 'user-1' },
    { itemId: 'late', userId: undefined },
    { itemId: 'of user-2', userId: 'user-2' },
  ]);
});
