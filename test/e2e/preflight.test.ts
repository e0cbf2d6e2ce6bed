/** The permission that CORS asks for: once for each address, not before each request, which would take twice as long. */
import { expect, expectEvents, test } from '../support/test';

test('three requests to the same address', async ({ visitor, aws, engine }) => {
  await visitor.open('/stop.html');
  for (const itemId of ['first', 'second', 'third'])
    await visitor.evaluate(async (id) => {
      void window.personalize.track('View', { itemId: id });
      await window.personalize.flush();
    }, itemId);
  await expectEvents(aws, [{ itemId: 'first' }, { itemId: 'second' }, { itemId: 'third' }]);
  const asked = aws.requests('Preflight').map(({ path }) => path);
  // Cognito has one address for both questions. Firefox asks twice before it remembers.
  const each = ['/', '/events'];
  expect(asked).toEqual(engine === 'firefox' ? each.flatMap((path) => [path, path]) : each);
});
