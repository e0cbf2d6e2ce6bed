/** A recommendation and its source are credited from the nearest container, and on later pages from memory. */
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

/** That an event has nothing more to tell of its origin than was expected of it. */
const isCredited = (event: object | undefined, origin: object) => {
  const names = ['recommendationId', 'metricAttribution'].filter((name) => name in (event ?? {}));
  expect(names).toEqual(Object.keys(origin));
};

test('the nearest container, for recommendation and source alike', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html');
  for (const selector of ['near] a', 'near] #banner', 'vase]', 'chair]']) {
    await visitor.click(`[data-personalize-item-id=${selector}`);
    // The first one is a link: not while the page that it leaves is still there.
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

test('remembered on the next page, by track and by click, until the purchase', async ({ visitor, aws }) => {
  await visitor.open('/attribution.html');
  await visitor.click('ul [data-personalize-item-id=lamp]');
  await visitor.click('[data-personalize-item-id=vase]');
  // What becomes of events when a page is left in the middle of sending is the business of leave.test.ts.
  await visitor.waitFor(
    () => window.personalize.stats().sent === 2 && window.personalize.stats().waiting === 0,
  );
  await visitor.open('/attribution.html?product');
  await visitor.evaluate(async () => {
    await personalize.track('View', { itemId: 'lamp' });
    await personalize.track('View', { itemId: 'unknown' });
    await personalize.track('View', { itemId: 'lamp', recommendationId: 'RID-caller' });
  });
  // The caller's recommendation is the newer one, and has no source.
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

test('the last list an item was chosen from has the credit, whole', async ({ visitor, aws }) => {
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

test('forgotten when the window has passed', async ({ visitor, aws }) => {
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
  test(`${what}: the next visitor is credited with nothing of the last`, async ({ visitor, aws }) => {
    await visitor.open('/attribution.html');
    await visitor.evaluate(() => window.personalize.identify('user-1'));
    await visitor.newTab('/attribution.html?other');
    // One of the list is seen for a second in each tab.
    await visitor.waitFor(() => performance.now() > 1800);
    await visitor.useTab(0);
    await visitor.show();
    await visitor.waitFor(() => performance.now() > 1800);
    await visitor.click('[data-personalize-item-id=vase]');
    // What is out of the document is not seen again, and stays in the list that its container is.
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

test('who was anonymous and signs in is the same visitor', async ({ visitor, aws }) => {
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
