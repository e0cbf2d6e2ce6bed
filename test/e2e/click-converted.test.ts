/** An event that a library makes of a gesture counts once, and one of a script alone never. */
import { serveFiles } from '../support/package-files';
import { expectEvents, test } from '../support/test';

const choose = { itemId: 'select', eventType: 'Choose' };
const last = { itemId: 'last', eventType: 'Click' };

test('a menu is operated by keys and by press, drag and release', async ({ visitor, aws }) => {
  await visitor.open('/click-converted.html');
  await visitor.drag('#trigger', '#lamp');
  await visitor.focus('#vase');
  await visitor.press('Enter');
  await visitor.press(' ');
  await visitor.click('#vase');
  const itemIds = ['lamp', 'vase', 'vase', 'vase'];
  await expectEvents(
    aws,
    itemIds.map((itemId) => ({ itemId, eventType: 'Click' })),
    { ordered: true },
  );
});

test('a button that the page clicks, too, is one event per gesture', async ({ visitor, aws }) => {
  await visitor.open('/click-converted.html');
  await visitor.focus('#natively');
  await visitor.press('Enter');
  await visitor.press(' ');
  await visitor.click('#tapped');
  await visitor.click('#tapped');
  const itemIds = ['natively', 'natively', 'tapped', 'tapped'];
  await expectEvents(
    aws,
    itemIds.map((itemId) => ({ itemId })),
  );
});

test('a list sorted by dragging, a custom select and a form send one event per gesture', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/click-converted.html');
  await visitor.drag('#row-1', '#row-2');
  await visitor.click('#large');
  await visitor.focus('#select');
  await visitor.press('ArrowDown');
  await visitor.click('#search');
  await expectEvents(aws, [
    { itemId: 'sortable', eventType: 'Sort' },
    choose,
    choose,
    { itemId: 'form', eventType: 'Search' },
  ]);
});

test('a rating that is clicked at the press has its click and its change', async ({ visitor, aws }) => {
  await visitor.open('/click-converted.html');
  await visitor.click('#star');
  await expectEvents(aws, [
    { itemId: 'rating', eventType: 'Rate', eventValue: undefined },
    { itemId: 'rating', eventType: 'Rate', eventValue: 4 },
  ]);
});

test('a form that a script submits counts soon after a gesture only', async ({ visitor, aws }) => {
  await visitor.open('/click-converted.html');
  const submit = () => document.querySelector<HTMLFormElement>('#submitted')?.requestSubmit();
  await visitor.evaluate(submit);
  await visitor.focus('#words');
  await visitor.press('Enter');
  await visitor.focus('#filter');
  await visitor.press('v');
  await visitor.press('Enter');
  const search = { itemId: 'submitted', eventType: 'Search' };
  await expectEvents(aws, [search, search]);
  await visitor.evaluate(async () => {
    const { timeStamp } = new Event('now');
    while (performance.now() < timeStamp + 5100) await new Promise(requestAnimationFrame);
  });
  await visitor.evaluate(submit);
  await visitor.click('#last');
  await expectEvents(aws, [search, search, last]);
});

test('scripts alone send no event, nor do other items than that of the gesture', async ({ visitor, aws }) => {
  await visitor.open('/click-converted.html');
  await visitor.focus('#later');
  await visitor.press('a');
  await visitor.hover('#select');
  await visitor.hover('#last');
  await visitor.evaluate(() => {
    document.getElementById('last')?.click();
    document.getElementById('select')?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await visitor.click('#busy');
  await visitor.click('#last');
  await expectEvents(aws, [{ itemId: 'busy' }, last]);
});

test('a second finger does not make two events of one gesture', async ({ visitor, engine, aws }) => {
  test.skip(engine !== 'chromium', 'only the driver of Chromium has two fingers');
  await visitor.open('/click-converted.html');
  const page = visitor.page();
  const devTools = await page?.context().newCDPSession(page);
  const { x, y } = await visitor.evaluate(() => {
    const { left, top } = document.querySelector('#tapped')?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + 9, y: top + 9 };
  });
  const first = { x, y, id: 1 };
  const second = { x: x + 200, y: y + 100, id: 2 };
  for (const touchPoints of [[first], [first, second]])
    await devTools?.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  for (const touchPoints of [[second], []])
    await devTools?.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints });
  await visitor.click('#last');
  await expectEvents(aws, [{ itemId: 'tapped' }, last]);
});

test('a link that is followed at the press (instant.page) is one event', async ({
  visitor,
  engine,
  site,
  aws,
}) => {
  serveFiles(site, { '/instantpage.js': 'instant.page/instantpage.js' });
  await visitor.open('/click-instant.html');
  // WebKit cannot prefetch, and instant.page leaves it alone.
  const isAtPress = engine !== 'webkit';
  await visitor.hold('#here');
  if (isAtPress) await visitor.waitFor(() => location.hash === '#here');
  await visitor.release();
  await visitor.waitFor(() => location.hash === '#here');
  await visitor.hold('#away');
  if (isAtPress) await visitor.waitForUrl('away.html');
  await visitor.release();
  await visitor.waitForUrl('away.html');
  await visitor.open('/click-instant.html');
  await expectEvents(aws, [{ itemId: 'here' }, { itemId: 'away' }]);
});
