/** Items that are in view but not painted are not counted. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('filters, back faces, clips and masks hide an item', async ({ visitor, aws }) => {
  await visitor.open('/visibility-painted.html');
  await expectEvents(
    aws,
    views(
      'faint',
      'front-face',
      'clipped-a-little',
      'masked-a-little',
      'round',
      'rotated',
      'zoomed',
      'graphic',
    ),
    { quietMs: 1500 },
  );
});

test('all pixels of a scaled item can be in view', async ({ visitor, aws }) => {
  await visitor.open('/visibility-scaled.html');
  await expectEvents(aws, views(...Array.from({ length: 10 }, (_, index) => `scaled-${index}`)));
});
