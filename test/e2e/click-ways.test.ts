/** Every kind of user click counts once. Synthetic clicks and other keys and buttons do not count. Uses click.html. */
import { expect, expectEvents, test } from '../support/test';

test('middle button, keys, labels, and clicks whose propagation the page stops send one event each', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/click.html');
  await visitor.click('#stops');
  await visitor.focus('#link');
  await visitor.press('Enter');
  await visitor.waitFor(() => location.hash === '#link');
  await visitor.focus('#key');
  await visitor.press('Enter');
  await visitor.press(' ');
  for (const id of ['#wrapping', '#wrapped', '#apart', '#control']) await visitor.click(id);
  await visitor.click('#middle', { button: 'middle' });
  await visitor.waitForTabs(2);
  expect(
    await visitor.evaluate(() => [...document.querySelectorAll('input')].map(({ checked }) => checked)),
    'the labels did their work',
  ).toEqual([false, false]);

  const itemIds = ['stops', 'link', 'key', 'key', 'wrapping', 'wrapping', 'apart', 'apart', 'middle'];
  await expectEvents(
    aws,
    itemIds.map((itemId) => ({ itemId, eventType: 'Click' })),
    { ordered: true },
  );
});

test('synthetic clicks, the right button, and keys that activate nothing send no event', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/click.html');
  await visitor.evaluate(() => {
    const item = document.querySelector<HTMLElement>('#plain');
    item?.click();
    for (const type of ['click', 'auxclick', 'pointerup']) {
      item?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, button: 1 }));
    }
  });
  await visitor.click('#plain', { button: 'right' });
  await visitor.focus('#plain');
  await visitor.press('a');
  await visitor.click('h1');
  await visitor.click('#busy');
  await expectEvents(aws, [{ itemId: 'busy' }]);
});

test('a transparent button over an item is clicked', async ({ visitor, aws }) => {
  await visitor.open('/page-view.html');
  await visitor.evaluate(() => {
    const item = (
      id: string,
      style: string,
    ) => `<div data-personalize-item-id="${id}" style="position: relative">
      <button type="button" id="${id}" style="position: absolute; inset: 0; width: 100%; ${style}"></button>${id}</div>`;
    const list = document.querySelector('[data-personalize-list]') as Element;
    list.innerHTML = item('faint', 'opacity: 0') + item('stretched', 'background: none; border: 0');
  });
  const views = ['faint', 'stretched'].map((itemId) => ({ eventType: 'View', itemId }));
  await expectEvents(aws, views);
  await visitor.click('#faint');
  await visitor.click('#stretched');
  const impression = expect.arrayContaining(['faint', 'stretched']);
  const clicks = ['faint', 'stretched'].map((itemId) => ({ eventType: 'Click', itemId, impression }));
  await expectEvents(aws, [...views, ...clicks]);
});

test('option clicks: false turns clicks off', async ({ visitor, aws }) => {
  await visitor.open('/click.html?clicks=false');
  await visitor.click('#plain');
  await visitor.click('#add');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'by hand' }));
  await expectEvents(aws, [{ itemId: 'by hand' }]);
});

test('option attributePrefix renames the attributes', async ({ visitor, aws }) => {
  await visitor.open('/click.html?attributePrefix=data-shop');
  await visitor.click('#plain');
  await visitor.click('#prefixed');
  await expectEvents(aws, [{ itemId: 'prefixed', eventType: 'Like' }]);
});
