/** Items that another element covers are not counted; what is transparent, or belongs to the item, does not cover it. */
import { expectEvents, test } from '../support/test';

declare global {
  const uncover: () => void;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

const free = views(
  'less-of-it',
  'transparent-cover',
  'faint-cover',
  'own-child',
  'stretched-link',
  'without-pointer-events',
  'above-a-canvas',
  'over-lines',
  'clear-pseudo-element',
  'above-pseudo-element',
);

test('an item that is covered when its second is over is not counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-covered.html');
  await expectEvents(aws, free, { quietMs: 2000 });
});

test('an item is counted a second after it was uncovered', async ({ visitor, aws }) => {
  await visitor.open('/visibility-covered.html');
  await expectEvents(aws, free);
  await visitor.evaluate(() => uncover());
  const uncovered = views(
    'by-banner',
    'by-picture',
    'by-shadow',
    'by-pseudo-element',
    'most-of-it',
    'by-two',
    'clipped-and-covered',
  );
  await expectEvents(aws, [...free, ...uncovered]);
});

for (const [where, search] of [
  ['', '?'],
  [' in a shadow root', '?shadow&'],
]) {
  test(`a modal dialog${where} covers what is behind it, a dark backdrop covers everything`, async ({
    visitor,
    aws,
  }) => {
    await visitor.open(`/visibility-dialog.html${search}`);
    await expectEvents(aws, views('in-dialog', 'beside-dialog'), { quietMs: 1500 });
    await visitor.evaluate(() => uncover());
    await expectEvents(aws, views('in-dialog', 'beside-dialog', 'by-dialog'));

    aws.reset();
    await visitor.open(`/visibility-dialog.html${search}dialog=dark`);
    await expectEvents(aws, views('in-dialog'), { quietMs: 1500 });
  });
}
