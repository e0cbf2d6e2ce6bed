/** What was seen in a list rides as `impression` on every interaction from that list, in that page view. */

import { membersEndingWith } from '../support/members';
import { expect, expectEvents, test } from '../support/test';

const itemIn = (list: string, itemId: string) =>
  `[data-personalize-list=${list}] [data-personalize-item-id=${itemId}]`;

test('without impressions nothing rides on anything', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions=false');
  await visitor.waitFor(() => performance.now() > 1500);
  await visitor.click(itemIn('top', 'top-2'));
  const [event] = await expectEvents(aws, [{ eventType: 'Click', itemId: 'top-2' }]);
  expect(event).not.toHaveProperty('impression');
});

test('no warnings at 25 items and 1,000 characters, the most recent', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions={"ms":200}');
  const showIn = async (list: string, itemIds: string[]) => {
    await visitor.evaluate((id, ids) => fill(document.getElementById(id) as Element, ids), list, itemIds);
    const isSeen = (itemId: string) => aws.events().some((event) => event.itemId === itemId);
    await aws.until(() => itemIds.every(isSeen), `all of ${list} were seen`);
  };
  const name = (length: number) => (text: number) => `${text}-`.padEnd(length, 'x');
  const numbers = Array.from({ length: 24 }, (_, index) => index + 100);
  const short = numbers.map(name(6));
  const long = numbers.slice(0, 8).map(name(99));
  await showIn('long', ['old-1', 'old-2', 'old-3']);
  await showIn('long', short);
  await showIn('wordy', ['w-old-1', 'w'.repeat(99), 'v'.repeat(100)]);
  await showIn('wordy', long);
  await visitor.click('#old-1');
  await visitor.click('#w-old-1');
  const clicks = [
    { eventType: 'Click', itemId: 'old-1', impression: membersEndingWith('old-1', ...short) },
    // 7 + 8 × 100 is 807: there is room for one more of these, and for no two.
    {
      eventType: 'Click',
      itemId: 'w-old-1',
      impression: expect.arrayContaining(['w-old-1', ...long]),
    },
  ];
  await expectEvents(aws, clicks, { extra: true });
  const last = aws.events().find(({ eventType, itemId }) => eventType === 'Click' && itemId === 'w-old-1');
  expect(last?.impression).toHaveLength(10);
  expect(last?.impression?.join('|').length).toBeLessThanOrEqual(1000);
  expect(last?.impression?.at(-1)).toBe('w-old-1');
  // A long list is nothing that a person could mend.
  expect(visitor.console().filter(({ level }) => level === 'warn')).toEqual([]);
});
