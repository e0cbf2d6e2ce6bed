/** An item that is removed in a long task, after its second, was seen in the list in which it was. */
import { expectEvents, test } from '../support/test';

test('an item that is removed by a busy page is sent with its list', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await visitor.evaluate(async () => {
    // Until the tag has observed the items in view; no event signals this.
    await rest(200);
    const end = performance.now() + 800;
    while (performance.now() < end);
    document.querySelector('#b')?.remove();
  });
  await visitor.click('#a');
  await expectEvents(aws, [
    { eventType: 'View', itemId: 'a' },
    { eventType: 'View', itemId: 'b' },
    { eventType: 'Click', itemId: 'a', impression: ['b', 'a'] },
  ]);
});
