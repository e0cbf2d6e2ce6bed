/** A login bridges each anonymous session that has ended exactly once, and the next user inherits nothing. */
import { open, sessionOf, trackStored } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** The session ends, as after half an hour without an event. */
const endSession = (visitor: Visitor) =>
  visitor.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('personalize.session') ?? '{}');
    session.lastAt -= 31 * 60_000;
    localStorage.setItem('personalize.session', JSON.stringify(session));
  });

/** In one task, because the login alone bridges the current session too. */
const logIn = (visitor: Visitor, user: string, itemId: string) =>
  visitor.evaluate(
    (userId, item) => {
      window.personalize.identify(userId);
      return window.personalize.track('View', { itemId: item });
    },
    user,
    itemId,
  );

test('a login after three ended anonymous sessions makes three bridges, and a second login none', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  const expected: Record<string, unknown>[] = [];
  const bridges: typeof expected = [];
  for (const itemId of ['first', 'second', 'third']) {
    await trackStored(visitor, itemId);
    const sessionId = await sessionOf(visitor);
    expected.push({ itemId, sessionId, userId: undefined });
    bridges.push({ itemId, sessionId, userId: 'user-1' });
    await expectEvents(aws, expected);
    await endSession(visitor);
    // Each session is another page.
    await open(visitor);
  }
  expect(new Set(expected.map(({ sessionId }) => sessionId)).size).toBe(3);
  await logIn(visitor, 'user-1', 'signed in');
  const sessionId = await sessionOf(visitor);
  expected.push(...bridges, { itemId: 'signed in', sessionId, userId: 'user-1' });
  await expectEvents(aws, expected);
  await logIn(visitor, 'user-1', 'again');
  expected.push({ itemId: 'again', sessionId, userId: 'user-1' });
  await expectEvents(aws, expected, { quietMs: 1000 });

  // The next user inherits neither a bridge, nor the attribution, nor the session.
  await visitor.evaluate(() => window.personalize.reset());
  await logIn(visitor, 'user-2', 'another user');
  const next = await sessionOf(visitor);
  expect(next).not.toBe(sessionId);
  expected.push({ itemId: 'another user', sessionId: next, userId: 'user-2' });
  await expectEvents(aws, expected, { quietMs: 1000 });
});

test('after a sign-out nothing of the last user is used for the next', async ({ visitor, aws }) => {
  await open(visitor);
  await visitor.evaluate(() => {
    window.personalize.identify('user-1');
    const shelf = document.querySelector('[data-personalize-list]') as Element;
    window.personalize.stamp(shelf, { recommendationId: 'RID-1' });
  });
  await visitor.click('#a');
  await trackStored(visitor, 'a');
  const sessionId = await sessionOf(visitor);
  const expected: Record<string, unknown>[] = [
    { eventType: 'Click', itemId: 'a', recommendationId: 'RID-1', userId: 'user-1', sessionId },
    { eventType: 'View', itemId: 'a', recommendationId: 'RID-1', userId: 'user-1', sessionId },
  ];
  await expectEvents(aws, expected);
  await visitor.evaluate(() => window.personalize.reset());
  await trackStored(visitor, 'a');
  const guest = await sessionOf(visitor);
  expect(guest).not.toBe(sessionId);
  expected.push({ itemId: 'a', recommendationId: undefined, userId: undefined, sessionId: guest });
  await expectEvents(aws, expected);
  // The session of the guest belongs to the user who signs in next.
  await logIn(visitor, 'user-2', 'a');
  expected.push({ itemId: 'a', recommendationId: undefined, userId: 'user-2', sessionId: guest });
  await expectEvents(aws, expected, { quietMs: 1000 });
});
