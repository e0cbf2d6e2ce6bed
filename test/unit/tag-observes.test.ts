/** What the tag captures by itself, and which fields it adds. */

import { expect, test } from 'vitest';
import { failing, openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { createVideo, UnitElement } from '../support/unit-nodes';
import { pass, startPage } from '../support/unit-page';

useBrowser();

const PREFIX = 'data-personalize-';
const named = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [PREFIX + name, value]));

/** A click of a visitor. */
function click(...path: UnitElement[]) {
  browser.window.fire('click', {
    isTrusted: true,
    button: 0,
    timeStamp: performance.now(),
    composedPath: () => path,
  });
}

test('a click on an item is an event', async () => {
  const aws = openAws();
  startPage();
  click(new UnitElement(named({ 'item-id': 'sku-1', 'event-value': '3.5' })));
  await pass(2000);
  expect(aws.events().flat()).toMatchObject([{ eventType: 'Click', itemId: 'sku-1', eventValue: 3.5 }]);
});

test('the attributes have the given prefix', async () => {
  const aws = openAws();
  startPage({ attributePrefix: 'data-shop' });
  click(new UnitElement({ 'data-shop-item-id': 'sku-1' }));
  click(new UnitElement(named({ 'item-id': 'sku-2' })));
  await pass(2000);
  expect(aws.events().flat()).toMatchObject([{ itemId: 'sku-1' }]);
});

test('a click that probably leaves the page is sent without a delay once delivery is ready', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  void personalize.track('View', { itemId: 'warm' });
  await pass(2000);
  click(new UnitElement(named({ 'item-id': 'sku-1' }), ['a[href]']));
  await pass();
  expect(aws.events().at(-1)).toMatchObject([{ itemId: 'sku-1' }]);
});

test('with clicks off a click is not captured', async () => {
  openAws();
  const { personalize } = startPage({ clicks: false });
  click(new UnitElement(named({ 'item-id': 'sku-1' })));
  expect(personalize.stats().captured).toBe(0);
});

for (const [impressions, impression] of [
  [true, ['sku-1']],
  [false, undefined],
] as const) {
  test(`the impression of a click is ${impression ? 'the seen items of its list' : 'off with the option'}`, async () => {
    const aws = openAws();
    startPage({ impressions });
    click(new UnitElement(named({ 'item-id': 'sku-1' })), new UnitElement(named({ list: 'shelf' })));
    await pass(2000);
    expect(aws.events().flat()[0]?.impression).toEqual(impression);
  });
}

test('the attribution of a chosen item is kept for the attribution window', async () => {
  const aws = openAws();
  const { personalize } = startPage({ recommendationWindow: 60_000 });
  click(new UnitElement(named({ 'item-id': 'sku-1', 'recommendation-id': 'RID-1' })));
  await pass(59_000);
  void personalize.track('AddToCart', { itemId: 'sku-1' });
  await pass(120_000);
  void personalize.track('Purchase', { itemId: 'sku-1' });
  await pass(2000);
  expect(
    aws
      .events()
      .flat()
      .map((event) => [event.eventType, event.recommendationId]),
  ).toEqual([
    ['Click', 'RID-1'],
    ['AddToCart', 'RID-1'],
    ['Purchase', undefined],
  ]);
});

test('a chunk that observes elements can record events and identify the user', async () => {
  const aws = openAws();
  const found: unknown[] = [];
  const video = createVideo(named({ 'item-id': 'film-1' }));
  browser.page.elements = [video];
  type Parts = {
    emit(captured: object): void;
    identify(id: string): void;
    now(): number;
    warn(message: string): void;
    read(element: unknown): { itemId: string };
  };
  startPage(
    {},
    {
      media: {
        startMedia: (parts: Parts) => ({
          watch(element: unknown) {
            found.push(element, parts.read(element).itemId, parts.now());
            parts.identify('anna');
            parts.emit({ eventType: 'Watch', fields: { itemId: 'film-1' }, at: parts.now() });
            parts.warn('watched');
          },
          stop() {},
        }),
      },
    },
  );
  await pass(20);
  expect(found.slice(0, 2)).toEqual([video, 'film-1']);
  await pass(2000);
  expect(aws.named('events')[0]?.body).toMatchObject({ userId: 'anna', eventList: [{ itemId: 'film-1' }] });
  expect(browser.warned).toEqual(['[personalize] watched']);
});

test('the next page continues the back-off, and one of another set-up does not', async () => {
  const down = openAws(({ name }) => (name === 'events' ? failing('AccessDeniedException', 403) : undefined));
  const first = startPage();
  void first.personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  expect(down.named('events').length).toBe(1);
  first.personalize.stop();
  startPage().personalize.on('retry', () => expect.unreachable());
  await pass(1000);
  expect(down.named('events').length).toBe(1);
  void startPage({ trackingId: 'another' }).personalize.track('View', { itemId: 'sku-1' });
  await pass(10);
  expect(down.named('events').length).toBe(2);
});

test('the log contains the reason of each flush', async () => {
  openAws();
  const { personalize } = startPage({ debug: true });
  await pass();
  await Promise.all([personalize.flush(), pass(10)]);
  expect(browser.logged).toContainEqual(['[personalize]', 'flush', 'manual']);
});

test('track() resolves with undefined for an event that is refused before it could be stored', async () => {
  openAws(({ name }) => (name === 'events' ? failing('InvalidInputException') : undefined));
  globalThis.indexedDB = undefined as unknown as IDBFactory;
  const { personalize } = startPage();
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  const answers: unknown[] = [];
  void tracked.then((id) => answers.push(id));
  await pass(3000);
  expect(answers).toEqual([undefined]);
});
