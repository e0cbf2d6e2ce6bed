/** A click on a label is one event, whether or not the browser clicks the control next. Uses click-label.html. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const checked = (visitor: Visitor) =>
  visitor.evaluate(() => [...document.querySelectorAll('input')].map(({ checked }) => checked));
const click = (itemId: string, eventType = 'Click') => ({ itemId, eventType });

test('a link and a button in a label are one event each', async ({ visitor, aws }) => {
  await visitor.open('/click-label.html');
  await visitor.click('#link');
  await visitor.click('#button');
  await visitor.click('#away');
  await visitor.waitForUrl('away.html');
  await visitor.open('/click-label.html');
  await expectEvents(aws, [click('link'), click('button'), click('away')], { withinMs: 5000 });
});

test('a label is one event, wherever its control is', async ({ visitor, aws }) => {
  await visitor.open('/click-label.html');
  for (const id of ['#elsewhere', '#other', '#apart', '#own', '#list']) await visitor.click(id);
  expect(await checked(visitor), 'the labels did their work').toEqual(
    Array.from({ length: 9 }, (_, index) => index > 6),
  );
  await expectEvents(aws, [
    click('card'),
    click('other'),
    click('apart', 'Choose'),
    click('apart', 'Choose'),
    click('list'),
  ]);
});

test('a click whose default the page prevents is one event', async ({ visitor, aws }) => {
  await visitor.open('/click-label.html');
  for (const id of ['#prevented', '#drawn', '#clicked', '#plain']) await visitor.click(id);
  await expectEvents(aws, [click('prevented'), click('prevented'), click('clicked'), click('plain')]);
});

test('a control in the label of another control has its own attributes', async ({ visitor, aws }) => {
  await visitor.open('/click-label.html');
  await visitor.click('#within');
  await expectEvents(aws, [click('within')]);
});
