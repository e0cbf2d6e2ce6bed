/** Submit and change events: the chosen option becomes the value, and each event is sent once wherever it happens. */
import { expect, expectEvents, test } from '../support/test';

/** Arrives once the page has been scanned. */
const found = { eventType: 'Seen', itemId: 'found' };

test('a submit by click and by the Enter key is sent', async ({ visitor, aws }) => {
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

test('a change is sent with its value', async ({ visitor, aws }) => {
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

test('changes in shadow roots and slots are sent once', async ({ visitor, aws }) => {
  await visitor.open('/forms.html');
  await expectEvents(aws, [found]);
  await visitor.focus('x-host >>> #deep');
  await visitor.press('ArrowRight');
  await visitor.click('#slotted-box');
  await visitor.click('#slotted-button');
  const inside = (eventValue?: number) => ({ eventType: 'Inside', itemId: 'in-shadow', eventValue });
  await expectEvents(aws, [found, inside(6), inside(9), inside()]);
});
