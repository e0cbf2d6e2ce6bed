/** With impressions switched off, interactions carry no impression list. */

import { expect, expectEvents, test } from '../support/test';

const itemIn = (list: string, itemId: string) =>
  `[data-personalize-list=${list}] [data-personalize-item-id=${itemId}]`;

test('without impressions, a click carries no impression list', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions=false');
  await visitor.waitFor(() => performance.now() > 1500);
  await visitor.click(itemIn('top', 'top-2'));
  const [event] = await expectEvents(aws, [{ eventType: 'Click', itemId: 'top-2' }]);
  expect(event).not.toHaveProperty('impression');
});
