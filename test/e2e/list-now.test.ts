/** The impression of an item is of the list in which it is now. */
import { expectEvents, test } from '../support/test';

declare global {
  const stampList: (recommendationId: string) => void;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('the items of a list that is renamed belong to the list of the new name', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    document.querySelector('#list')?.setAttribute('data-personalize-list', 'popular');
  });
  await visitor.click('#b');
  await expectEvents(aws, [...views('a', 'b'), { eventType: 'Click', itemId: 'b', impression: ['a', 'b'] }], {
    quietMs: 800,
  });
});

test('the items of a shelf that is stamped later belong to the recommendation', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await visitor.evaluate(() => draw(['a', 'b'], ''));
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    stampList('RID-1');
  });
  await visitor.click('#b');
  const click = { eventType: 'Click', itemId: 'b', recommendationId: 'RID-1', impression: ['a', 'b'] };
  await expectEvents(aws, [...views('a', 'b'), click], { quietMs: 800 });
});

test('the items of a shelf that is refilled belong to the next recommendation alone', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/page-view-lists.html');
  await visitor.evaluate(() => {
    draw(['a', 'b'], '');
    stampList('RID-1');
  });
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    redraw(['c', 'd']);
    stampList('RID-2');
  });
  await expectEvents(aws, views('a', 'b', 'c', 'd'));
  await visitor.click('#d');
  const click = { eventType: 'Click', itemId: 'd', recommendationId: 'RID-2', impression: ['c', 'd'] };
  await expectEvents(aws, [...views('a', 'b', 'c', 'd'), click]);
});

test('the items that a tab moves to another list are seen there', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    const panel = document.createElement('section');
    panel.setAttribute('data-personalize-list', 'new');
    document.querySelector('main')?.append(panel);
    panel.append(...document.querySelectorAll('#list > *'));
  });
  await expectEvents(aws, views('a', 'b', 'a', 'b'));
  await visitor.click('#b');
  await expectEvents(aws, [
    ...views('a', 'b', 'a', 'b'),
    { eventType: 'Click', itemId: 'b', impression: ['a', 'b'] },
  ]);
});
