/** Items are counted on unusual pages, too: very many covered items, late chunks, replaced built-ins. */
import { holdFile } from '../support/hold-file';
import { expect, expectEvents, test } from '../support/test';

declare global {
  const mostTests: () => number;
  const addWithoutBox: () => void;
  const drawInside: () => void;
}

const SIGHT = '/dist/personalize-sight.min.js';

const views = (...itemIds: string[]) => itemIds.map((itemId) => ({ eventType: 'View', itemId }));

test('among very many covered items each is tested in its turn, and few in one task', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/visibility-ways.html?way=many-covered');
  await expectEvents(aws, views('free'), { quietMs: 1500 });
  const most = await visitor.evaluate(() => mostTests());
  expect(most).toBeGreaterThan(0);
  // The last of 250 points can be the first of an item, which has up to 37. One more finds a modal dialog.
  expect(most).toBeLessThanOrEqual(250 + 37);
});

test('on a page of very many items one without a box is counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-ways.html?way=crowd');
  await aws.untilQuiet(500);
  await visitor.evaluate(() => addWithoutBox());
  await expectEvents(aws, views('first', 'without-box'));
});

test('items that were in view before the sight chunk has come are counted', async ({
  visitor,
  site,
  aws,
}) => {
  const held = holdFile(site, SIGHT);
  // In Firefox and WebKit a pending import delays `load`.
  const opened = visitor.open('/visibility-ways.html?way=array-from');
  await held.requested;
  await aws.untilQuiet(1500);
  held.release();
  await opened;
  await expectEvents(aws, views('partly'));
});

test('an area that is removed without its image is not counted', async ({ visitor, aws }) => {
  await visitor.open('/visibility-ways.html?way=image-left');
  await expectEvents(aws, views('first'), { quietMs: 1500 });
});

test('a partly covered item is counted on a page with the Array.from of Prototype.js', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/visibility-ways.html?way=array-from');
  await expectEvents(aws, views('partly'));
});

test('a covered item without pointer events is not counted on a page with a class Node', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/visibility-ways.html?way=class-node');
  await expectEvents(aws, views('first'), { quietMs: 1500 });
});

test('a list in a shadow root that is drawn again after a change of the query is not counted again', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/visibility-ways.html?way=shadow');
  await expectEvents(aws, views('a', 'b'));
  await visitor.evaluate(() => {
    history.pushState(null, '', '?way=shadow&page=2');
    drawInside();
  });
  await expectEvents(aws, views('a', 'b'), { quietMs: 2000 });
});
