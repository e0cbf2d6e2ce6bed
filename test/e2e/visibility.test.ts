/** How much of an item must be in view: half of it; 30 % of a large one; half a viewport of what does not fit in it. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('half of the pixels, 30 % of large items, half a viewport of what does not fit', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/visibility.html');
  await expectEvents(
    aws,
    views(
      'half-51',
      'corner-51',
      'edge-51',
      'large-30',
      'almost-large-51',
      'tall-51',
      'tall-all',
      'wide-52',
      'one-pixel',
    ),
  );
});

test('another ratio is for large items too where it is below 30 %', async ({ visitor, aws }) => {
  await visitor.open(`/visibility.html?impressions=${encodeURIComponent('{"ratio":0.25,"ms":200}')}`);
  await expectEvents(
    aws,
    views(
      'half-49',
      'half-51',
      'corner-49',
      'corner-51',
      'edge-49',
      'edge-51',
      'large-29',
      'large-30',
      'below-49',
      'almost-large-49',
      'almost-large-51',
      'tall-49',
      'tall-51',
      'tall-all',
      'wide-48',
      'wide-52',
      'one-pixel',
    ),
  );
});

test('what is not seen is not counted where impressions are off', async ({ visitor, aws }) => {
  await visitor.open('/visibility.html?impressions=false');
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await visitor.waitFor(() => performance.now() > 1500);
  await expectEvents(aws, []);
});
