/** Items that take up space but are invisible: not counted until they have been visible for one second. */
import { expectEvents, test } from '../support/test';

declare global {
  const itemOf: (itemId: string) => HTMLElement;
  const showAll: () => void;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('hidden items are counted once they have been visible for a second', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  await visitor.evaluate(() => showAll());
  await visitor.click('summary');
  const byPage = views(
    'shown',
    'by-class',
    'by-class-around',
    'by-style',
    'by-display',
    'by-hidden',
    'by-content-visibility',
    'by-details',
  );
  await expectEvents(aws, byPage);
});

test('an item that is hidden again within a second is not counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  // Hidden again in the next frame. The items that stay visible show when the second is over.
  await visitor.evaluate(() => {
    showAll();
    requestAnimationFrame(() => {
      itemOf('by-class').classList.add('veiled');
      itemOf('by-style').style.opacity = '0';
      itemOf('by-class-around').parentElement?.classList.add('faint');
      itemOf('by-hidden').hidden = true;
    });
  });
  await expectEvents(aws, views('shown', 'by-display', 'by-content-visibility'));
});
