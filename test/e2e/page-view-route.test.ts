/** A route that draws its items anew is a page view, in the same container or in another. */
import { expectEvents, test } from '../support/test';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

const routes: Record<string, (path: string) => void | Promise<void>> = {
  'the same container is filled in the same task': (path) => {
    history.pushState(null, '', path);
    redraw(['a', 'c']);
  },
  'the same container is filled before the URL changes': (path) => {
    redraw(['a', 'c']);
    history.pushState(null, '', path);
  },
  'the same container is filled in a later task': async (path) => {
    history.pushState(null, '', path);
    await rest(100);
    redraw(['a', 'c']);
  },
  'the same container is filled when the data has arrived': async (path) => {
    history.pushState(null, '', path);
    await rest(600);
    redraw(['a', 'c']);
  },
  'a new container of the same name': (path) => {
    history.pushState(null, '', path);
    draw(['a', 'c']);
  },
  'the same nodes in a new container of the same name': (path) => {
    history.pushState(null, '', path);
    const items = [...document.querySelectorAll('[data-personalize-item-id]')];
    draw([]);
    document.querySelector('#list')?.append(...items);
  },
};

for (const [name, go] of Object.entries(routes)) {
  test(`items are counted once a route: ${name}`, async ({ visitor, aws }) => {
    await visitor.open('/page-view-lists.html');
    await expectEvents(aws, views('a', 'b'));
    await visitor.evaluate(() => redraw(['a', 'c']));
    const expected = views('a', 'b', 'c');
    await expectEvents(aws, expected);
    for (const path of ['/products/1', '/products/2']) {
      await visitor.evaluate(go, path);
      expected.push(...views('a', 'c'));
      await expectEvents(aws, expected);
    }
    await visitor.click('#a');
    await expectEvents(aws, [...expected, { eventType: 'Click', itemId: 'a', impression: ['c', 'a'] }]);
  });
}

test('a container that is drawn anew under the next query is a new list', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    history.pushState(null, '', '?category=2');
    draw(['a', 'c']);
  });
  await expectEvents(aws, views('a', 'b', 'a', 'c'));
});

test('a container that is redrawn without a change of the URL keeps what was seen', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => draw(['a', 'b']));
  await visitor.click('#a');
  await expectEvents(aws, [...views('a', 'b'), { eventType: 'Click', itemId: 'a', impression: ['b', 'a'] }], {
    quietMs: 1000,
  });
});
