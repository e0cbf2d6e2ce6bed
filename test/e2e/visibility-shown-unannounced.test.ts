/** Items that become visible without a change on the item itself are counted one second later. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('an item that an attribute of the page shows is counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  await visitor.evaluate(() => itemOf('by-attribute').parentElement?.setAttribute('data-state', 'open'));
  await expectEvents(aws, views('shown', 'by-attribute'), { withinMs: 4000 });
});

test('an item that hovering shows is counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-shown.html');
  await expectEvents(aws, views('shown'));
  await visitor.hover('#menu span');
  await expectEvents(aws, views('shown', 'by-hover'), { withinMs: 4000 });
});
