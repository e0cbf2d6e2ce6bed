/** After a route change, an item that comes back into view is seen again. */
import { expectEvents, test } from '../support/test';

test('an item out of view at the route change is seen again when it comes back', async ({ visitor, aws }) => {
  await visitor.open('/page-view.html');
  const view = { eventType: 'View', itemId: 'second' };
  await expectEvents(aws, [view]);
  await visitor.evaluate(() => {
    document.body.style.paddingBottom = '3000px';
    scrollTo(0, 2000);
  });
  await visitor.waitFor(() => scrollY > 1000);
  await visitor.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await visitor.evaluate(() => {
    history.pushState(null, '', '?page=2');
    document.querySelector('title')?.replaceChildren('page 2');
  });
  await visitor.evaluate(() => scrollTo(0, 0));
  await expectEvents(aws, [view, view], { withinMs: 5000 });
});
