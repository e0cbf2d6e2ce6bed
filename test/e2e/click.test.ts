/** A click on an item is delivered once, signed, with all fields from the page, and with the time of the click. */
import { expect, expectEvents, test } from '../support/test';

/** Timers in pages are coarse: 1 ms in Firefox and WebKit, which applies twice. */
const coarseMs = 3;

test('a click is delivered once, with its id, session and time', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  const before = Date.now();
  await visitor.click('#plain');
  const after = Date.now();
  const sessionId = await visitor.evaluate(() => window.personalize.sessionId);
  const [event] = await expectEvents(aws, [
    {
      itemId: 'plain',
      eventType: 'Click',
      sessionId,
      eventId: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      trackingId: '20000000-0000-4000-8000-000000000001',
      userId: undefined,
      recommendationId: undefined,
      impression: undefined,
      properties: undefined,
      eventValue: undefined,
      generatedEventId: undefined,
    },
  ]);
  const clickedAt = (event?.sentAt ?? 0) * 1000;
  expect(clickedAt).toBeGreaterThanOrEqual(before - coarseMs);
  expect(clickedAt).toBeLessThanOrEqual(after + coarseMs);
  expect(aws.requests('PutEvents').map(({ status }) => status)).toEqual([200]);
});

test('the time is the time of the click, even if the main thread was blocked', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  const before = Date.now();
  await visitor.click('#busy');
  const heardAt = await visitor.waitFor(() => (globalThis as { clickedAt?: number }).clickedAt);
  const [event] = await expectEvents(aws, [{ itemId: 'busy' }]);
  const clickedAt = (event?.sentAt ?? 0) * 1000;
  expect(clickedAt).toBeGreaterThanOrEqual(before - coarseMs);
  expect(clickedAt, 'not half a second later').toBeLessThanOrEqual((heardAt ?? 0) + coarseMs);
});

test('the fields come from the clicked element: the nearest attribute wins', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  for (const id of ['#heading em', '#add', '#none', '#nested', '#ignored', '#nearer'])
    await visitor.click(id);
  await visitor.click('#slotted');
  await visitor.click('x-shelf >>> x-deep >>> #deep');

  const section = { recommendationId: 'rec-outer', metricAttribution: { eventAttributionSource: 'home' } };
  const events = await expectEvents(
    aws,
    [
      { itemId: 'card', eventType: 'Open', eventValue: undefined, ...section },
      { itemId: 'card', eventType: 'AddToCart', eventValue: 19.9, ...section },
      { itemId: 'nested', eventType: 'Click', eventValue: undefined, ...section },
      {
        itemId: 'nearer',
        recommendationId: 'rec-own',
        metricAttribution: { eventAttributionSource: 'own' },
      },
      { itemId: 'slotted', eventType: 'Click', recommendationId: undefined, metricAttribution: undefined },
      { itemId: 'shadow', eventType: 'Click', recommendationId: undefined },
    ],
    { ordered: true },
  );
  expect(events.map(({ properties }) => JSON.parse(properties ?? '{}'))).toEqual([
    { page: 'home', colour: 'blue', place: 1, pageKind: 'start' },
    { page: 'home', colour: 'blue', place: 2, pageKind: 'start' },
    { page: 'home', colour: 'blue', place: 1, pageKind: 'start' },
    { page: 'home', colour: 'red', place: 1, pageKind: 'start' },
    { shelf: 'top' },
    { shelf: 'top' },
  ]);
});

test('attributes are read at the time of the click', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  await visitor.click('#plain');
  await visitor.evaluate(() => {
    const item = document.querySelector('#plain');
    item?.setAttribute('data-personalize-item-id', 'changed');
    item?.parentElement?.setAttribute('data-personalize-prop-late', 'yes');
  });
  await visitor.click('#plain');
  await expectEvents(aws, [
    { itemId: 'plain', properties: undefined },
    { itemId: 'changed', properties: { late: 'yes' } },
  ]);
});
