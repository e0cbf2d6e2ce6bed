/** Signed-in users: each has their own identity, which is requested once and stored without the token. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

declare global {
  const tokens: string[];
}

const click = { itemId: 'clicked' };
const stored = (visitor: Visitor): Promise<string> =>
  visitor.evaluate(() => JSON.stringify({ ...localStorage }));

test('each user has one identity on all pages, and never that of the previous user', async ({
  visitor,
  aws,
}) => {
  const people = ['ada', 'ada', 'bob', 'ada'];
  for (const [n, sub] of people.entries()) {
    await visitor.open(`/logins.html?sub=${sub}&${n}`);
    await visitor.click('#item');
    await expectEvents(
      aws,
      people.slice(0, n + 1).map((userId) => ({ ...click, userId })),
    );
  }
  const identities = aws.requests('PutEvents').map(({ identityId }) => identityId);
  expect(identities[0]).toBeDefined();
  expect(identities).toEqual([identities[0], identities[0], identities[2], identities[0]]);
  expect(identities[2]).not.toBe(identities[0]);
  expect(aws.requests('GetId').map(({ status }) => status)).toEqual([200, 200, 200]);

  const token = await visitor.evaluate(() => tokens[0]?.split('.')[1] ?? '');
  const before = await stored(visitor);
  expect(before).toContain(identities[0]);
  expect(before).not.toContain(token);
  await visitor.evaluate(() => window.personalize.forget());
  expect(await stored(visitor)).not.toContain(identities[0]);
});

test('an expired token is requested from the page again, without back-off', async ({ visitor, aws }) => {
  await visitor.open('/logins.html?sub=ada&expired');
  await visitor.click('#item');
  await expectEvents(aws, [click]);
  expect(aws.requests('GetId').map(({ status }) => status)).toEqual([400, 200]);
  expect(await visitor.evaluate(() => window.personalize.stats().retried)).toBe(0);
});
