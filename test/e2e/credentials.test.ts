/** What goes wrong with guests' credentials: explained where a person must act, mended where none has to. */
import { expect, expectEvents, test } from '../support/test';

const click = { itemId: 'clicked' };

test('a pool that lets no guests in: events are kept, and the console says what to do', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/credentials.html?identityPoolId=us-east-1:10000000-0000-4000-8000-000000000002');
  await visitor.click('#item');
  await visitor.waitFor(() => window.personalize.stats().retried > 0);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({ stored: 1, sent: 0 });
  const warnings = visitor.console().filter(({ level, text }) => level === 'warn' && text.includes('kept'));
  expect(warnings.map(({ text }) => text)).toEqual([
    expect.stringMatching(/kept, not sent: .*(guest|[Uu]nauth)/),
  ]);
  expect(aws.requests('PutEvents')).toEqual([]);
  // The pool has been set right.
  await visitor.open('/credentials.html');
  await expectEvents(aws, [click]);
});
