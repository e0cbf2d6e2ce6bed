/** One CORS preflight per address, not one per request, which would double the latency. */
import { expect, expectEvents, test } from '../support/test';

test('three requests to one address need one preflight per address', async ({ visitor, aws, engine }) => {
  await visitor.open('/stop.html');
  for (const itemId of ['first', 'second', 'third'])
    await visitor.evaluate(async (id) => {
      void window.personalize.track('View', { itemId: id });
      await window.personalize.flush();
    }, itemId);
  await expectEvents(aws, [{ itemId: 'first' }, { itemId: 'second' }, { itemId: 'third' }]);
  const asked = aws.requests('Preflight').map(({ path }) => path);
  // Cognito has one address for both calls. Firefox sends two preflights before it caches the result.
  const each = ['/', '/events'];
  expect(asked).toEqual(engine === 'firefox' ? each.flatMap((path) => [path, path]) : each);
});
