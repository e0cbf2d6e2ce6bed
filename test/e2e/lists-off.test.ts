/** With impressions switched off, no interaction claims to know what was seen. */

import { expect, expectEvents, test } from '../support/test';

const itemIn = (list: string, itemId: string) =>
  `[data-personalize-list=${list}] [data-personalize-item-id=${itemId}]`;

test('without impressions nothing rides on anything', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions=false');
  await visitor.waitFor(() => performance.now() > 1500);
  await visitor.click(itemIn('top', 'top-2'));
  const [event] = await expectEvents(aws, [{ eventType: 'Click', itemId: 'top-2' }]);
  expect(event).not.toHaveProperty('impression');
});
