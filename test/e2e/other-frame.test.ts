/** A node that a page has taken from another frame is not an instance of the page's own `Element`. */
import { expectEvents, test } from '../support/test';

test('items, lists and shadow roots from another frame count', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await visitor.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const other = frame.contentDocument as Document;
    const list = other.createElement('section');
    list.setAttribute('data-personalize-list', 'foreign');
    list.innerHTML = '<div data-personalize-item-id="x" id="x">x</div>';
    const host = other.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<div data-personalize-item-id="y" style="height: 30px; width: 200px">y</div>';
    list.append(host);
    document.querySelector('main')?.append(list);
    frame.remove();
  });
  const views = ['a', 'b', 'x', 'y'].map((itemId) => ({ eventType: 'View', itemId }));
  await expectEvents(aws, views);
  await visitor.click('#x');
  await expectEvents(aws, [...views, { eventType: 'Click', itemId: 'x', impression: ['y', 'x'] }]);
});
