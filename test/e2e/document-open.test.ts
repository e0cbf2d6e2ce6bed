/** `document.open()` removes all nodes and all listeners of the window. */
import { expectEvents, test } from '../support/test';

test('the tag observes a document that was written anew', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  const expected = ['a', 'b'].map((itemId): object => ({ eventType: 'View', itemId }));
  await expectEvents(aws, expected);
  for (const itemId of ['x', 'y']) {
    await visitor.evaluate((id) => {
      document.open();
      document.write(
        `<!doctype html><html lang="en"><body><div data-personalize-list="new" data-personalize-on="view click">
        <div data-personalize-item-id="${id}" id="${id}" style="height: 30px">new</div></div></body></html>`,
      );
      document.close();
    }, itemId);
    expected.push({ eventType: 'View', itemId });
    await expectEvents(aws, expected);
    await visitor.click(`#${itemId}`);
    expected.push({ eventType: 'Click', itemId, impression: [itemId] });
    await expectEvents(aws, expected);
  }
});
