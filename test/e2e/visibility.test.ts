/**
 * How much of an item must be in view: half; 30 % of a large item; half a viewport of an item larger than the viewport.
 */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('half of the pixels count, 30 % of large items, half a viewport of items that do not fit', async ({
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

test('a ratio below 30 % applies to large items, too', async ({ visitor, aws }) => {
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
      // 'almost-large-49' is covered by 'almost-large-51' but for 14 %.
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

test('no view event is sent if impressions are off', async ({ visitor, aws }) => {
  await visitor.open('/visibility.html?impressions=false');
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await visitor.waitFor(() => performance.now() > 1500);
  await expectEvents(aws, []);
});
