/** A drag and a selection of text are no clicks, neither in a slider (Swiper) nor on text. Uses click-drag.html. */
import { serveFiles } from '../support/package-files';
import type { Site } from '../support/site';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const open = async (visitor: Visitor, site: Site, search = '') => {
  serveFiles(site, {
    '/swiper.js': 'swiper/swiper-bundle.min.js',
    '/swiper.css': 'swiper/swiper-bundle.min.css',
  });
  await visitor.open(`/click-drag.html${search}`);
};
const middleOf = (visitor: Visitor, selector: string) =>
  visitor.evaluate((each) => {
    const { x, y, width, height } = document.querySelector(each)?.getBoundingClientRect() ?? new DOMRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, selector);
const selected = (visitor: Visitor) => visitor.evaluate(() => String(getSelection()));

test('a drag in a slider is no click, and a click on a slide is one', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#slide');
  await visitor.drag({ x, y }, { x: x - 20, y });
  await visitor.drag({ x: x + 300, y }, { x: x - 20, y });
  expect(
    await visitor.waitFor(
      () => (globalThis as unknown as { swiper: { activeIndex: number } }).swiper.activeIndex,
    ),
  ).toBe(1);
  await visitor.click({ x, y });
  await visitor.focus('#last');
  await visitor.press('Enter');
  await expectEvents(aws, [{ itemId: 'slide-2' }, { itemId: 'last' }]);
});

test('a press that moves a little is a click, and one that leaves a large button and comes from it is none', async ({
  visitor,
  site,
  aws,
}) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#large');
  await visitor.drag({ x, y }, { x: x + 5, y: y + 5 });
  await visitor.drag({ x, y }, { x: x + 60, y });
  await visitor.click('#last');
  await expectEvents(aws, [{ itemId: 'large' }, { itemId: 'last' }]);
});

test('a selection of text is no click', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#first');
  await visitor.drag({ x, y }, { x: x + 9, y });
  expect((await selected(visitor)).length).toBeGreaterThan(0);
  await visitor.drag({ x: x + 60, y }, { x: x + 200, y });
  expect((await selected(visitor)).length).toBeGreaterThan(4);
  await visitor.click('#last');
  await expectEvents(aws, [{ itemId: 'last' }]);
});

test('a click where text was selected before is a click', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#first');
  await visitor.drag({ x, y }, { x: x + 80, y });
  await visitor.evaluate(() => getSelection()?.selectAllChildren(document.body));
  await visitor.click('#unselectable');
  await visitor.focus('#large');
  await visitor.press('Enter');
  await visitor.click('#text');
  await expectEvents(aws, [{ itemId: 'unselectable' }, { itemId: 'large' }, { itemId: 'text' }]);
});

test('a press that moves a little is a click while other text is selected', async ({
  visitor,
  site,
  aws,
}) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#unselectable');
  await visitor.evaluate(() =>
    document.addEventListener('pointerup', () =>
      getSelection()?.selectAllChildren(document.querySelector('#unrelated') as Node),
    ),
  );
  await visitor.drag({ x, y }, { x: x + 5, y });
  expect(await selected(visitor)).toBe('Unrelated text');
  await expectEvents(aws, [{ itemId: 'unselectable' }]);
});

test('a selection of text is no click on a page that replaces getSelection', async ({
  visitor,
  site,
  aws,
}) => {
  await open(visitor, site);
  const { x, y } = await middleOf(visitor, '#first');
  await visitor.evaluate(() => {
    Object.assign(globalThis, { getSelection: () => ({ isCollapsed: true }) });
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img name="getSelection" alt="shadows a method of the document">',
    );
  });
  await visitor.drag({ x, y }, { x: x + 9, y });
  await visitor.click('#first');
  await expectEvents(aws, [{ itemId: 'text' }]);
});

test('a click by a key is not compared with an earlier press', async ({ visitor, site, aws }) => {
  await open(visitor, site, '?keys');
  await visitor.click('#last');
  await visitor.focus('#large');
  await visitor.press('Enter');
  await expectEvents(aws, [{ itemId: 'last' }, { itemId: 'large' }]);
});

test('a double click is two clicks, even if it selects a word', async ({ visitor, site, aws, engine }) => {
  await open(visitor, site);
  await visitor.doubleClick('#first');
  // The driver of Firefox makes two clicks that select nothing.
  if (engine !== 'firefox') expect(await selected(visitor)).toContain('Illustrated');
  const twice = ['text', 'text'];
  await expectEvents(
    aws,
    twice.map((itemId) => ({ itemId })),
  );
});

test('a click and a key that open details are one event each', async ({ visitor, site, aws }) => {
  await open(visitor, site);
  await visitor.click('#summary');
  expect(await visitor.evaluate(() => document.querySelector('details')?.open)).toBe(true);
  await visitor.press('Enter');
  await expectEvents(aws, [{ itemId: 'details' }, { itemId: 'details' }]);
});
