/** A route that draws its items anew, and a restore from the back/forward cache, start a page view. */
import { expect, expectEvents, test } from '../support/test';

declare global {
  const restored: number;
}

const view = { eventType: 'View', itemId: 'second' };
const click = (...impression: string[]) => ({
  eventType: 'Click',
  itemId: 'second',
  impression,
});

const routes: Record<string, () => void> = {
  'pushState to another path': () => history.pushState(null, '', '/page-view/next'),
  'replaceState to another path': () => history.replaceState(null, '', '/page-view/other'),
  'a hash that is a route': () => location.assign('#/products'),
  'another hash that is a route': () => location.assign('#!products'),
};

const drawAnew = () => {
  const list = document.querySelector('[data-personalize-list]') as Element;
  list.replaceChildren(...[...list.children].map((item) => item.cloneNode(true)));
};

test('every route change starts a page view for the items that it draws anew', async ({ visitor, aws }) => {
  await visitor.open('/page-view.html');
  const expected = [view];
  await expectEvents(aws, expected);
  for (const [name, go] of Object.entries(routes)) {
    await visitor.evaluate(go);
    await visitor.evaluate(drawAnew);
    expected.push(view);
    await expectEvents(aws, expected).catch((error) => {
      throw new Error(`${name}: ${error}`);
    });
  }
  await visitor.evaluate(() => history.back());
  await visitor.waitFor(() => location.hash === '#/products');
  await visitor.evaluate(drawAnew);
  await expectEvents(aws, [...expected, view]);
});

test('a click right after a route change carries no items of the previous page view', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/page-view.html');
  await expectEvents(aws, [view]);
  await visitor.click('[data-personalize-item-id=second]');
  await expectEvents(aws, [view, click('first', 'second')]);
  await visitor.evaluate(() => {
    // Removed, so that the second item is not seen again.
    for (const item of document.querySelectorAll('[data-personalize-list] > *')) item.remove();
    history.pushState(null, '', '?page=2');
    const list = document.querySelector('[data-personalize-list]');
    list?.insertAdjacentHTML('beforeend', '<div data-personalize-item-id="fresh">fresh</div>');
  });
  await visitor.click('[data-personalize-item-id=fresh]');
  const [fresh] = (
    await expectEvents(aws, [view, click('first', 'second'), { eventType: 'Click', itemId: 'fresh' }], {
      extra: true,
    })
  ).filter(({ eventType, itemId }) => eventType === 'Click' && itemId === 'fresh');
  expect(fresh?.impression).toEqual(['fresh']);
});

test('an anchor, a history state and the same address start no page view', async ({ visitor, aws }) => {
  await visitor.open('/page-view.html');
  await expectEvents(aws, [view]);
  await visitor.click('#anchor');
  await visitor.evaluate(() => {
    history.pushState({ open: true }, '', location.href);
    history.replaceState({ open: false }, '', '#elsewhere');
  });
  const since = await visitor.evaluate(() => performance.now());
  await visitor.waitFor((then) => performance.now() - then > 600, since);
  await visitor.click('[data-personalize-item-id=second]');
  await expectEvents(aws, [view, click('first', 'second')]);
});

test('a restore from the back/forward cache starts a page view', async ({ visitor, aws }) => {
  await visitor.open('/page-view.html');
  await expectEvents(aws, [view]);
  await visitor.click('#away');
  await visitor.waitForUrl('/harness.html');
  await visitor.back();
  expect(await visitor.waitFor(() => restored || undefined), 'the page was kept').toBe(1);
  await expectEvents(aws, [view, view]);
});
