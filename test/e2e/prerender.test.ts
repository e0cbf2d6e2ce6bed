/**
 * A prerendered page counts from its activation, with the times after it. A page that is never activated leaves no
 * data.
 */
import { openPrerenderingTab, type PrerenderingTab } from '../support/engines/prerendering-tab';
import type { AcceptedEvent } from '../support/local-aws';
import { test as base, expect, expectEvents } from '../support/test';

declare global {
  const shownAt: number;
}

const expected = [
  { eventType: 'View', itemId: 'tracked' },
  { eventType: 'View', itemId: 'seen' },
];

const expectAfter = (events: readonly AcceptedEvent[], time: number) => {
  for (const { itemId, sentAt } of events) expect(1000 * Number(sentAt), itemId).toBeGreaterThanOrEqual(time);
};

const traces = async () => ({
  stored: Object.keys(localStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
});
const none = { stored: [], databases: [] };

const test = base.extend<{ prerendering: PrerenderingTab }>({
  prerendering: async ({ visitor, launcher }, use) => {
    await visitor.open('/harness.html');
    const known = await visitor.evaluate(
      () => 'prerendering' in document && HTMLScriptElement.supports?.('speculationrules'),
    );
    base.skip(!known, 'this engine has no prerenders (document.prerendering, speculation rules)');
    const tab = await openPrerenderingTab(launcher.newProfile());
    await use(tab);
    await tab.close();
  },
});

test('a prerendered page starts a page view at its activation', async ({ prerendering, site, aws }) => {
  await prerendering.goto(`${site.url}/prerender-from.html`);
  await site.until(() => site.occurrences.includes('still prerendering'), 'the prerender');
  expect(aws.requests()).toEqual([]);
  const clickedAt = Date.now();
  await prerendering.click('#there');
  expectAfter(await expectEvents(aws, expected), clickedAt);
  expect(await prerendering.evaluate('shownAt >= performance.timeOrigin + 1000')).toBe(true);
  await prerendering.click('[data-personalize-item-id=seen]');
  await expectEvents(aws, [...expected, { eventType: 'Click', itemId: 'seen', impression: ['seen'] }]);
  expect(site.requests.filter(({ path }) => path === '/prerender.html')).toHaveLength(1);
});

test('a prerendered page that waits for consent holds its events, with times after its activation', async ({
  prerendering,
  site,
  aws,
}) => {
  await prerendering.goto(`${site.url}/prerender-from.html?consent=pending`);
  await site.until(() => site.occurrences.includes('still prerendering'), 'the prerender');
  const clickedAt = Date.now();
  await prerendering.click('#there');
  await prerendering.click('[data-personalize-item-id=seen]');
  await aws.untilQuiet(1500);
  expect(await prerendering.evaluate(`(${traces})()`)).toEqual(none);
  expect(aws.requests()).toEqual([]);
  expect(await prerendering.evaluate('personalize.stats().waiting')).toBe(3);
  await prerendering.evaluate(`personalize.consent('granted')`);
  expectAfter(await expectEvents(aws, [...expected, { eventType: 'Click', itemId: 'seen' }]), clickedAt);
});

test('a prerendered page that is never activated leaves no data', async ({ prerendering, site, aws }) => {
  await prerendering.goto(`${site.url}/prerender-from.html`);
  await site.until(() => site.occurrences.includes('still prerendering'), 'the prerender');
  expect(await prerendering.evaluate(`(${traces})()`)).toEqual(none);
  await prerendering.click('#elsewhere');
  await site.until(() => site.requests.some(({ path }) => path === '/harness.html'), 'another page');
  await aws.untilQuiet(1500);
  expect(aws.requests()).toEqual([]);
});

test('in every engine, nothing is sent before prerenderingchange, and everything after it', async ({
  visitor,
  site,
  aws,
}) => {
  await visitor.open('/prerender.html?as-if');
  await site.until(() => site.occurrences.includes('still prerendering'), 'a second of it');
  expect(await visitor.evaluate(traces)).toEqual(none);
  expect(aws.requests()).toEqual([]);
  await visitor.click('#show');
  expectAfter(await expectEvents(aws, expected), await visitor.evaluate(() => shownAt));
});
