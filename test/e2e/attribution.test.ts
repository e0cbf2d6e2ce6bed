/**
 * An event gets the recommendation id and source of its nearest container, and on later pages the stored attribution.
 */
import { expect, expectEvents, test } from '../support/test';

declare global {
  const personalize: {
    track: (eventType: string, fields: object) => Promise<string | undefined>;
    flush: () => Promise<{ sent: number; waiting: number; refused: number }>;
    scan: (root?: Node) => void;
    stop: () => void;
  };
}

const from = (recommendationId: string | undefined, source?: string) => ({
  ...(recommendationId && { recommendationId }),
  ...(source && { metricAttribution: { eventAttributionSource: source } }),
});

/** Expects that the event has no attribution fields other than the expected ones. */
const isCredited = (event: object | undefined, origin: object) => {
  const names = ['recommendationId', 'metricAttribution'].filter((name) => name in (event ?? {}));
  expect(names).toEqual(Object.keys(origin));
};

test('recommendation id and source both come from the nearest container', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html');
  for (const selector of ['near] a', 'near] #banner', 'vase]', 'chair]']) {
    await visitor.click(`[data-personalize-item-id=${selector}`);
    // The first item is a link: wait until the page after the navigation has loaded.
    await visitor.waitFor(
      () => location.search === '?away' && document.readyState === 'complete' && 'version' in personalize,
    );
  }
  const arrived = await expectEvents(aws, [
    { itemId: 'near', ...from('RID-near', 'home') },
    { itemId: 'near', ...from('RID-outer', 'banner') },
    { itemId: 'vase', ...from('RID-only') },
    { itemId: 'chair', ...from(undefined, 'newsletter') },
  ]);
  isCredited(
    arrived.find(({ itemId }) => itemId === 'vase'),
    from('x'),
  );
  isCredited(
    arrived.find(({ itemId }) => itemId === 'chair'),
    from(undefined, 'x'),
  );
});

test('the attribution applies on the next page, to track() and to clicks, until the purchase', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/attribution.html');
  await visitor.click('ul [data-personalize-item-id=lamp]');
  await visitor.click('[data-personalize-item-id=vase]');
  // Events in flight when a page is left are covered by leave.test.ts.
  await visitor.waitFor(
    () => window.personalize.stats().sent === 2 && window.personalize.stats().waiting === 0,
  );
  await visitor.open('/attribution.html?product');
  await visitor.evaluate(async () => {
    await personalize.track('View', { itemId: 'lamp' });
    await personalize.track('View', { itemId: 'unknown' });
    await personalize.track('View', { itemId: 'lamp', recommendationId: 'RID-caller' });
  });
  // The recommendation id passed by the caller is newer, and has no source.
  await visitor.click('#add');
  await visitor.evaluate(async () => {
    await personalize.track('Purchase', { itemId: 'vase', eventValue: 46 });
    await personalize.track('View', { itemId: 'vase', eventValue: 2 });
  });
  const events: { eventType: string; itemId: string; eventValue?: number }[] = [
    { eventType: 'Click', itemId: 'lamp', ...from('RID-outer', 'home') },
    { eventType: 'Click', itemId: 'vase', ...from('RID-only') },
    { eventType: 'View', itemId: 'lamp', ...from('RID-outer', 'home') },
    { eventType: 'View', itemId: 'unknown' },
    { eventType: 'View', itemId: 'lamp', ...from('RID-caller') },
    { eventType: 'AddToCart', itemId: 'lamp', ...from('RID-caller') },
    { eventType: 'Purchase', itemId: 'vase', eventValue: 46, ...from('RID-only') },
    { eventType: 'View', itemId: 'vase', eventValue: 2 },
  ];
  const arrived = await expectEvents(aws, events);
  const bySentAt = [...arrived].sort((a, b) => Number(a.sentAt) - Number(b.sentAt));
  for (const [index, { eventType, itemId, eventValue, ...origin }] of events.entries())
    isCredited(bySentAt[index], origin);
});

test('the most recent list an item was chosen from gets the full attribution', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html');
  await visitor.click('[data-personalize-item-id=again]');
  await visitor.click('#again');
  await visitor.evaluate(() => personalize.track('AddToCart', { itemId: 'again' }));
  const arrived = await expectEvents(aws, [
    { eventType: 'Click', itemId: 'again', ...from(undefined, 'shelf') },
    { eventType: 'Click', itemId: 'again', ...from('RID-again') },
    { eventType: 'AddToCart', itemId: 'again', ...from('RID-again') },
  ]);
  isCredited(
    arrived.find(({ eventType }) => eventType === 'AddToCart'),
    from('x'),
  );
});

test('the attribution expires with its window', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html?window=400');
  await visitor.click('[data-personalize-item-id=vase]');
  const clickedAt = await visitor.evaluate(() => performance.now());
  await visitor.waitFor((since) => performance.now() - since > 500, clickedAt);
  await visitor.evaluate(() => personalize.track('View', { itemId: 'vase' }));
  const arrived = await expectEvents(aws, [
    { eventType: 'Click', itemId: 'vase', ...from('RID-only') },
    { eventType: 'View', itemId: 'vase' },
  ]);
  isCredited(
    arrived.find(({ eventType }) => eventType === 'View'),
    {},
  );
});

for (const [what, leave] of [
  ['reset()', () => window.personalize.reset()],
  ['another user', () => window.personalize.identify('user-2')],
] as const) {
  test(`${what}: the next user gets no attribution of the previous one`, async ({ visitor, aws }) => {
    await visitor.open('/attribution.html');
    await visitor.evaluate(() => window.personalize.identify('user-1'));
    await visitor.newTab('/attribution.html?other');
    // One item of the list is seen for one second in each tab.
    await visitor.waitFor(() => performance.now() > 1800);
    await visitor.useTab(0);
    await visitor.show();
    await visitor.waitFor(() => performance.now() > 1800);
    await visitor.click('[data-personalize-item-id=vase]');
    // A removed item is not seen again, but it stays in the impression list of its container.
    for (const tab of [1, 0]) {
      await visitor.useTab(tab);
      await visitor.evaluate(() => document.querySelector('[data-personalize-item-id=near]')?.remove());
    }
    await visitor.evaluate(leave);
    await visitor.evaluate(() => personalize.track('View', { itemId: 'vase' }));
    await visitor.click('ul [data-personalize-item-id=lamp]');
    await visitor.useTab(1);
    await visitor.show();
    await visitor.click('ul [data-personalize-item-id=lamp]');
    const arrived = await expectEvents(aws, [
      { eventType: 'Click', itemId: 'vase', userId: 'user-1', ...from('RID-only') },
      { eventType: 'View', itemId: 'vase' },
      { eventType: 'Click', itemId: 'lamp', impression: ['lamp'] },
      { eventType: 'Click', itemId: 'lamp', impression: ['lamp'] },
    ]);
    isCredited(
      arrived.find(({ eventType }) => eventType === 'View'),
      {},
    );
  });
}

test('an anonymous visitor who signs in keeps the attribution', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html');
  await visitor.click('[data-personalize-item-id=vase]');
  await visitor.evaluate(() => {
    window.personalize.identify('user-1');
    return personalize.track('View', { itemId: 'vase' });
  });
  await expectEvents(aws, [
    { eventType: 'Click', itemId: 'vase', userId: undefined, ...from('RID-only') },
    { eventType: 'View', itemId: 'vase', userId: 'user-1', ...from('RID-only') },
  ]);
});
