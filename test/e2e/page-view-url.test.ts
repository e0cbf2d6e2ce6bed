/** A change of the URL counts nothing again that stays on the page. */
import { membersEndingWith } from '../support/members';
import { expectEvents, test } from '../support/test';

declare global {
  const draw: (itemIds: string[], list?: string) => void;
  const redraw: (itemIds: string[]) => void;
  const rest: (ms: number) => Promise<void>;
}

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

const urls: Record<string, string[]> = {
  'the end of a campaign tag': ['/page-view-lists.html'],
  'the pages of an infinite list in the query': ['?page=2', '?page=3', '?page=2'],
  'the pages of an infinite list in the path': ['/page/2', '/page/3'],
  'the slides of a carousel': ['#/slide/2', '#/slide/3', '#/slide/1'],
};

for (const [name, changes] of Object.entries(urls)) {
  test(`items that stay are counted once: ${name}`, async ({ visitor, aws }) => {
    await visitor.open('/page-view-lists.html?utm_source=mail');
    await expectEvents(aws, views('a', 'b'));
    await visitor.evaluate(async (each) => {
      for (const url of each) {
        history.replaceState(null, '', url);
        document.querySelector('#list')?.insertAdjacentHTML('beforeend', '<hr>');
        await rest(500);
      }
      const last = document.querySelector('#list') as Element;
      last.insertAdjacentHTML('beforeend', '<div data-personalize-item-id="c" id="c">c</div>');
    }, changes);
    await expectEvents(aws, views('a', 'b', 'c'));
    await visitor.click('#a');
    await expectEvents(aws, [
      ...views('a', 'b', 'c'),
      { eventType: 'Click', itemId: 'a', impression: membersEndingWith('a', 'b', 'c') },
    ]);
  });
}

test('a URL that changes all the time does not restart the second of an item', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await visitor.evaluate(() => {
    let time = 0;
    setInterval(() => {
      history.replaceState(null, '', `?t=${time++}`);
      document.querySelector('hr')?.remove();
      document.body.append(document.createElement('hr'));
    }, 100);
  });
  await expectEvents(aws, views('a', 'b'), { quietMs: 1500 });
});

test('a list that is redrawn all the time while the URL changes is counted once', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(async () => {
    let time = 0;
    const url = setInterval(() => history.replaceState(null, '', `?t=${time++}`), 700);
    const draws = setInterval(() => redraw(['a', 'b']), 400);
    await rest(4500);
    clearInterval(url);
    clearInterval(draws);
  });
  await visitor.click('#b');
  await expectEvents(aws, [...views('a', 'b'), { eventType: 'Click', itemId: 'b', impression: ['a', 'b'] }], {
    quietMs: 800,
  });
});

test('an item that was removed after a change of the URL is counted when it comes back', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(async () => {
    const removeForAWhile = async () => {
      redraw(['b']);
      await rest(800);
      redraw(['a', 'b']);
      await rest(800);
    };
    await removeForAWhile();
    history.replaceState(null, '', '?page=2');
    await removeForAWhile();
    // Seen under the present URL: remembered while its container is in the document.
    await removeForAWhile();
  });
  await expectEvents(aws, views('a', 'b', 'a'));
});

test('a removed item is in no impression after a change of the URL', async ({ visitor, aws }) => {
  await visitor.open('/page-view-lists.html');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => redraw(['b']));
  await visitor.click('#b');
  const before = { eventType: 'Click', itemId: 'b', impression: ['a', 'b'] };
  await expectEvents(aws, [...views('a', 'b'), before]);
  await visitor.evaluate(() => history.replaceState(null, '', '?page=2'));
  await visitor.click('#b');
  await expectEvents(aws, [
    ...views('a', 'b'),
    before,
    { eventType: 'Click', itemId: 'b', impression: ['b'] },
  ]);
});
