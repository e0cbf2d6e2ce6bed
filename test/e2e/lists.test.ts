/** Items seen in a list are sent as `impression` with every interaction in that list, within the page view. */

import { membersEndingWith } from '../support/members';
import { expect, expectEvents, test } from '../support/test';

declare global {
  const fill: (list: Element, itemIds: string[]) => void;
}

const watched = ['watched-1', 'watched-1', 'watched-2'].map((itemId) => ({ eventType: 'View', itemId }));

const itemIn = (list: string, itemId: string) =>
  `[data-personalize-list=${list}] [data-personalize-item-id=${itemId}]`;

test('each list has its own seen items, by list name', async ({ visitor, aws }) => {
  await visitor.open('/lists.html');
  await expectEvents(aws, watched);
  await visitor.click(itemIn('top', 'top-2'));
  await visitor.click('#both-other');
  await visitor.click('[data-personalize-item-id=own-2]');
  await visitor.click('[data-personalize-item-id=loose-1]');
  await visitor.click('[data-personalize-item-id=loose-2]');
  await visitor.click(itemIn('top', 'top-3'));
  await visitor.click(itemIn('watched', 'watched-2'));
  const arrived = await expectEvents(aws, [
    ...watched,
    { eventType: 'Click', itemId: 'top-2', impression: membersEndingWith('top-2', 'top-1', 'top-3', 'both') },
    { eventType: 'Click', itemId: 'both', impression: ['other-1', 'both'] },
    { eventType: 'Click', itemId: 'own-2', recommendationId: 'RID-1', impression: ['own-1', 'own-2'] },
    { eventType: 'Click', itemId: 'loose-1' },
    { eventType: 'Click', itemId: 'loose-2', recommendationId: 'RID-2' },
    // Seen items stay seen: a later interaction in the same page view carries them, too.
    { eventType: 'Click', itemId: 'top-3', impression: membersEndingWith('top-3', 'top-1', 'top-2', 'both') },
    { eventType: 'Click', itemId: 'watched-2', impression: ['watched-1', 'watched-2'] },
  ]);
  for (const event of arrived.filter(({ itemId }) => itemId?.startsWith('loose')))
    expect(event).not.toHaveProperty('impression');
});

test('items seen in a list do not count for a list that is renamed', async ({ visitor, aws }) => {
  // Long, so that the click comes before the item is seen in the new list.
  await visitor.open('/lists.html?impressions={"ms":3000}');
  await visitor.evaluate(async () => {
    // Until the tag has observed the item in view; no event signals this.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300)));
    const end = performance.now() + 3300;
    while (performance.now() < end);
    for (const list of document.querySelectorAll('[data-personalize-list=top]'))
      list.setAttribute('data-personalize-list', 'new');
  });
  await visitor.click(itemIn('new', 'top-2'));
  await expectEvents(aws, [...watched, { eventType: 'Click', itemId: 'top-2', impression: ['top-2'] }]);
});

test('the item of an interaction counts as seen, however short it was in view', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions={"ms":60000}');
  await visitor.click(itemIn('top', 'top-2'));
  await expectEvents(aws, [{ eventType: 'Click', itemId: 'top-2', impression: ['top-2'] }]);
});

test('impressions are sent as events, once per list, with a warning', async ({ visitor, aws }) => {
  await visitor.open('/lists.html?impressions={"eventType":"Impression","ms":300}');
  await expectEvents(aws, [
    ...watched,
    ...['top-1', 'top-2', 'top-3', 'both', 'other-1', 'both', 'own-1', 'own-2', 'loose-1', 'loose-2']
      .concat('watched-1', 'watched-1', 'watched-2')
      .map((itemId) => ({ eventType: 'Impression', itemId })),
  ]);
  const warnings = visitor.console().filter(({ level }) => level === 'warn');
  expect(warnings.map(({ text }) => text)).toEqual([
    expect.stringMatching(/impressions\.eventType.*Impression.*10 event types/),
  ]);
});

test('an impression list has at most 25 items and 1,000 characters, the most recent ones', async ({
  visitor,
  aws,
}) => {
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
    // 7 + 8 × 100 is 807: one more of these ids fits, two do not.
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
  // No warning: a site cannot fix a long list.
  expect(visitor.console().filter(({ level }) => level === 'warn')).toEqual([]);
});
