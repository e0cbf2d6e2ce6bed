/** After stop() no new request starts, whatever step was pending. A request in flight may finish. */
import { holdFile } from '../support/hold-file';
import { expect, expectEvents, test } from '../support/test';

const chunk = (name: string): string => `/dist/personalize-${name}.min.js`;

const requestsToServices = ({ requests }: { requests: () => readonly { operation?: string }[] }) =>
  requests()
    .map(({ operation }) => operation)
    .filter((operation) => operation !== 'Preflight');

test('stop() while the delivery chunk is loading: no request, and the event stays in the outbox', async ({
  visitor,
  site,
  aws,
}) => {
  const held = holdFile(site, chunk('aws'));
  await visitor.open('/stop.html');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'waits' }));
  await held.requested;
  await visitor.evaluate(() => window.personalize.stop());
  held.release();
  // Resolves once the module requested by the tag is loaded.
  await visitor.evaluate(
    (path) => import(`${path}?v=${window.personalize.version}`).then(() => true),
    chunk('aws'),
  );
  await aws.untilQuiet(1200);
  expect(requestsToServices(aws)).toEqual([]);
  site.clearRoutes();
  await visitor.reload();
  await expectEvents(aws, [{ itemId: 'waits' }]);
});

test('stop() in the task of the first event: no chunk is fetched', async ({ visitor, site, aws }) => {
  await visitor.open('/stop.html');
  await visitor.evaluate(async () => {
    const stored = window.personalize.track('View', { itemId: 'waits' });
    window.personalize.stop();
    await stored;
  });
  await aws.untilQuiet(1200);
  // The items in view had requested their chunk before.
  expect(site.requests.map(({ path }) => path).filter((path) => /personalize-(?!sight)/.test(path))).toEqual(
    [],
  );
  await visitor.reload();
  await expectEvents(aws, [{ itemId: 'waits' }]);
});

for (const operation of ['GetId', 'GetCredentialsForIdentity']) {
  test(`stop() while ${operation} is in flight: no further request starts`, async ({ visitor, aws }) => {
    aws.faults({ operation, delayMs: 700 });
    await visitor.open('/stop.html');
    await visitor.evaluate(() => window.personalize.track('View', { itemId: 'waits' }));
    await aws.untilFaultsMet();
    await visitor.evaluate(() => window.personalize.stop());
    await aws.untilQuiet(1200);
    expect(new Set(requestsToServices(aws))).toEqual(
      new Set(operation === 'GetId' ? ['GetId'] : ['GetId', operation]),
    );
    await visitor.reload();
    await expectEvents(aws, [{ itemId: 'waits' }]);
  });
}

test('stop() between two requests of a drain: no further request, even when the page is left', async ({
  visitor,
  aws,
}) => {
  visitor.allow(/./);
  await visitor.open('/stop.html');
  aws.faults({ operation: 'PutEvents', delayMs: 700 });
  await visitor.evaluate(async () => {
    const all = Array.from({ length: 35 }, (_, at) =>
      window.personalize.track('View', { itemId: `item-${at}` }),
    );
    await Promise.all(all);
  });
  await aws.untilFaultsMet();
  await visitor.evaluate(() => window.personalize.stop());
  await aws.untilQuiet(1200);
  expect(aws.requests('PutEvents')).toHaveLength(1);
  expect(aws.events()).toHaveLength(10);
  await visitor.open('/away.html');
  await aws.untilQuiet(500);
  expect(aws.requests('PutEvents')).toHaveLength(1);
});

test('stop() during back-off: no retry', async ({ visitor, aws }) => {
  visitor.allow(/500|Failed to load/);
  await visitor.open('/stop.html');
  aws.faults({ operation: 'PutEvents', status: 500 });
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'waits' }));
  await visitor.waitFor(() => {
    const { retried } = window.personalize.stats();
    if (retried) window.personalize.stop();
    return retried;
  });
  const before = aws.requests('PutEvents').length;
  await aws.untilQuiet(1200);
  expect(aws.requests('PutEvents')).toHaveLength(before);
});

test('stop() in the task in which the page is left: no request', async ({ visitor, aws }) => {
  await visitor.open('/stop.html');
  await visitor.click('#item');
  await visitor.waitFor(() => window.personalize.stats().sent === 1);
  const before = requestsToServices(aws);
  await visitor.evaluate(() => {
    void window.personalize.track('View', { itemId: 'waits' });
    window.personalize.stop();
    location.href = '/away.html';
  });
  await visitor.waitFor(() => location.pathname === '/away.html' && document.readyState === 'complete');
  await aws.untilQuiet(700);
  expect(requestsToServices(aws)).toEqual(before);
});

test('stop() while the data layer chunk is loading: no event is captured', async ({ visitor, site, aws }) => {
  const held = holdFile(site, chunk('data-layer'));
  await visitor.open('/stop.html');
  // Started after the page has loaded: in Firefox and WebKit a pending import delays `load`.
  await visitor.evaluate((endpoint) => {
    window.personalize.stop();
    localStorage.clear();
    const ecommerce = { items: [{ item_id: 'early' }] };
    Object.assign(window, { dataLayer: [{ event: 'view_item', ecommerce }] });
    window.personalize.init({
      trackingId: '20000000-0000-4000-8000-000000000001',
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
      endpoint,
      botFilter: false,
      dataLayer: true,
    } as never);
  }, aws.url);
  await held.requested;
  await visitor.evaluate(() => window.personalize.stop());
  held.release();
  await visitor.evaluate(
    (path) => import(`${path}?v=${window.personalize.version}`).then(() => true),
    chunk('data-layer'),
  );
  await aws.untilQuiet(500);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({ captured: 0, stored: 0 });
  expect(await visitor.evaluate(() => localStorage.length)).toBe(0);
});

test('stop() while the runtime chunk is loading: recommend() rejects with UnavailableError', async ({
  visitor,
  site,
  aws,
}) => {
  const held = holdFile(site, chunk('runtime'));
  await visitor.open('/recommend.html');
  const asked = visitor.evaluate(() => {
    const { forYou } = globalThis as unknown as { forYou: never };
    return window.personalize.recommend(forYou).catch(({ name }: Error) => name);
  });
  await held.requested;
  await visitor.evaluate(() => window.personalize.stop());
  held.release();
  expect(await asked).toBe('UnavailableError');
  await aws.untilQuiet(500);
  expect(requestsToServices(aws)).toEqual([]);
});

test('stop() while credentials are requested: recommend() rejects with UnavailableError', async ({
  visitor,
  aws,
}) => {
  aws.faults({ operation: 'GetId', delayMs: 700 });
  await visitor.open('/recommend.html');
  const asked = visitor.evaluate(() => {
    const { forYou } = globalThis as unknown as { forYou: never };
    return window.personalize.recommend(forYou).catch(({ name }: Error) => name);
  });
  await aws.untilFaultsMet();
  await visitor.evaluate(() => window.personalize.stop());
  expect(await asked).toBe('UnavailableError');
  await aws.untilQuiet(1200);
  expect(requestsToServices(aws)).toEqual(['GetId']);
});
