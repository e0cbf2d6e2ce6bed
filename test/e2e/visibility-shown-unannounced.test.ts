/** Items that take up room and cannot be seen: not counted, and counted a second after they are shown. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('an attribute of the page shows an item', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  await visitor.evaluate(() => itemOf('by-attribute').parentElement?.setAttribute('data-state', 'open'));
  await expectEvents(aws, views('shown', 'by-attribute'), { withinMs: 4000 });
});

test('hovering shows an item', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  await visitor.hover('#menu span');
  await expectEvents(aws, views('shown', 'by-hover'), { withinMs: 4000 });
});
