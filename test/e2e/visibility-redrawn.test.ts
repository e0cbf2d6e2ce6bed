/** Items that are drawn again more often than once a second are counted: the second belongs to the item, not to its node. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('items drawn again every 150 to 600 ms are counted once', async ({ visitor, aws }) => {
  await visitor.open('/visibility-redrawn.html');
  await expectEvents(
    aws,
    views('often-0', 'often-1', 'keys-0', 'keys-1', 'moments-0', 'moments-1', 'container-0', 'container-1'),
    { quietMs: 2500 },
  );
});
