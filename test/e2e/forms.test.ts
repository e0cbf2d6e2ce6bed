/** A submit and a change speak of an item: what was chosen is the value, and each is told once wherever it happens. */
import { expect, expectEvents, test } from '../support/test';

/** Tells that the page has been looked through. */
const found = { eventType: 'Seen', itemId: 'found' };

test('a submit by a click and by the Enter key', async ({ visitor, aws }) => {
  await visitor.open('/forms.html');
  await expectEvents(aws, [found]);
  await visitor.click('#search-button');
  await visitor.focus('#words');
  await visitor.press('Enter');
  await visitor.click('#silent-button');
  const search = { eventType: 'Search', itemId: 'search' };
  const arrived = await expectEvents(aws, [found, search, search]);
  for (const event of arrived) expect(event).not.toHaveProperty('eventValue');
});

test('a change, with its value', async ({ visitor, aws }) => {
  await visitor.open('/forms.html');
  await expectEvents(aws, [found]);
  await visitor.focus('#select');
  await visitor.press('v');
  await visitor.press('Enter');
  await visitor.click('#radio');
  await visitor.focus('#range');
  await visitor.press('ArrowRight');
  await visitor.click('#box');
  await visitor.click('#worded');
  await visitor.click('#ignored');
  const rate = (itemId: string, eventValue?: number) => ({
    eventType: 'Rate',
    itemId,
    eventValue,
    impression: expect.arrayContaining([itemId]),
  });
  await expectEvents(aws, [
    found,
    rate('selected', 5),
    rate('chosen', 4),
    rate('slid', 6),
    rate('valued', 2),
    rate('worded'),
  ]);
});

test('once in shadow roots and slots', async ({ visitor, aws }) => {
  await visitor.open('/forms.html');
  await expectEvents(aws, [found]);
  await visitor.focus('x-host >>> #deep');
  await visitor.press('ArrowRight');
  await visitor.click('#slotted-box');
  await visitor.click('#slotted-button');
  const inside = (eventValue?: number) => ({ eventType: 'Inside', itemId: 'in-shadow', eventValue });
  await expectEvents(aws, [found, inside(6), inside(9), inside()]);
});
