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
  const paths = aws.requests('Preflight').map(({ path }) => path);
  const asked = paths.filter((path) => path === '/events').length;
  // Firefox sometimes sends a second preflight before it caches the answer.
  expect(asked).toBeLessThanOrEqual(engine === 'firefox' ? 2 : 1);
  // Cognito has one address for both of its requests.
  if (engine !== 'firefox') expect(paths).toEqual(['/', '/events']);
});
