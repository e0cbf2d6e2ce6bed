/** Calls made before the tag has loaded are replayed with the time of the call. */
import type { Route } from '../support/site';
import { expect, expectEvents, test } from '../support/test';

interface Early {
  personalize: Window['personalize'];
  track: Window['personalize']['track'];
  ready: unknown[];
  at: [number, number];
}
declare global {
  const early: Early;
}

const coarseMs = 3;

/** The tag loads this long after the page's calls. */
const lateMs = 500;
const late: Route = async (_, _response, serve) => {
  await new Promise((resolve) => setTimeout(resolve, lateMs));
  await serve();
};

const fromPage = [
  { itemId: 'method', eventType: 'View', userId: undefined },
  { itemId: 'called', eventType: 'View', userId: undefined },
  { itemId: 'detached', eventType: 'AddToCart', userId: undefined },
  { itemId: 'known', eventType: 'Purchase', userId: 'user-1' },
];

test('calls queued by the snippet are replayed in order, with the time they were made', async ({
  visitor,
  site,
  aws,
}) => {
  site.route('/dist/personalize.min.js', late);
  await visitor.open('/queue.html');
  const events = await expectEvents(aws, fromPage);
  const [before, after] = await visitor.evaluate(() => early.at);
  for (const { sentAt } of events) {
    expect(sentAt * 1000).toBeGreaterThanOrEqual(before - coarseMs);
    expect(sentAt * 1000, 'not when the tag had come').toBeLessThanOrEqual(after + coarseMs);
  }
  expect(await visitor.evaluate(() => early.ready)).toEqual([
    true,
    'string',
    ...['method', 'called', 'detached', 'known'],
  ]);
});

test('references taken before loading work afterwards, and return results', async ({ visitor, aws }) => {
  await visitor.open('/queue.html');
  await visitor.waitFor(() => window.personalize.version);
  const answers = await visitor.evaluate(async () => {
    const { personalize, track } = early;
    return [
      personalize === window.personalize,
      typeof (await personalize.track('View', { itemId: 'by method' })),
      typeof (await personalize('track', 'View', { itemId: 'by call' })),
      // The stub's own method can only forward the call and cannot return a result.
      (track('View', { itemId: 'by old method' }) as unknown) === window.personalize,
    ];
  });
  expect(answers).toEqual([true, 'string', 'string', false]);
  await visitor.click('#item');
  await expectEvents(aws, [
    ...fromPage,
    ...['by method', 'by call', 'by old method', 'clicked'].map((itemId) => ({ itemId })),
  ]);
});

test('a thousand calls before the tag has loaded are delivered in order', async ({ visitor, site, aws }) => {
  site.route('/dist/personalize.min.js', late);
  await visitor.open('/queue.html?calls=1000');
  await aws.until(() => aws.events().length >= 1000, 'a thousand events', 30_000);
  expect(aws.events().map(({ itemId }) => itemId)).toEqual(
    Array.from({ length: 1000 }, (_, index) => `sku-${index}`),
  );
  expect(aws.requests('PutEvents')).toHaveLength(100);
});
