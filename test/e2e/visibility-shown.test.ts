/** Items that take up room and cannot be seen: not counted, and counted a second after they are shown. */
import { expectEvents, test } from '../support/test';

declare global {
  const itemOf: (itemId: string) => HTMLElement;
  const showAll: () => void;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('hidden items are counted once they have been shown for a second', async ({ visitor, aws }) => {
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

test('what is hidden within its second is not counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  // Hidden again in the frame after; what is shown for good tells when the second is over.
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
