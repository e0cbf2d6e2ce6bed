/** A pool without guest access needs an administrator: the console says what to do, and events are kept. */
import { expect, expectEvents, test } from '../support/test';

const click = { itemId: 'clicked' };

test('a pool without guest access: events are kept, and the console says what to do', async ({
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
  // Another pool is another destination: the pending row of the first one does not block it, and stays in the outbox.
  await visitor.open('/credentials.html');
  await visitor.click('#item');
  await expectEvents(aws, [click]);
  await visitor.open('/credentials.html?identityPoolId=us-east-1:10000000-0000-4000-8000-000000000002');
  await visitor.waitFor(() => window.personalize.stats().waiting === 1);
});
