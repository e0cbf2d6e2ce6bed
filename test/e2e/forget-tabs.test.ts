/** forget() reaches all tabs of the origin: their state, their pending rows, and their scheduled requests. */
import type { Site } from '../support/site';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const lost = /refused|ERR_CONNECTION|NetworkError|connect/i;

const before = (site: Site, script: () => void): void =>
  site.route('/fault.js', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(`(${String(script)})();`);
  });

/** Behaves like a browser that forbids localStorage and IndexedDB. */
const noStorage = (): void => {
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  Object.defineProperty(window, 'localStorage', { get: refuse });
  Object.defineProperty(window, 'indexedDB', { get: refuse });
};

const openTwo = async (visitor: Visitor): Promise<void> => {
  await visitor.open('/fault.html');
  await visitor.waitFor(() => window.personalize.version);
  await visitor.newTab('/fault.html');
  await visitor.waitFor(() => window.personalize.version);
};

const track = (visitor: Visitor, itemId: string) =>
  visitor.evaluate((id) => void window.personalize.track('View', { itemId: id }), itemId);

test('an event held by another tab is not sent', async ({ visitor, aws }) => {
  visitor.allow(lost);
  await aws.down();
  await openTwo(visitor);
  await visitor.evaluate(() => window.personalize.identify('user-1'));
  await track(visitor, 'here');
  await visitor.useTab(0);
  await visitor.evaluate(() => window.personalize.identify('user-1'));
  await track(visitor, 'there');
  await visitor.waitFor(() => window.personalize.stats().captured === 1);
  const session = await visitor.evaluate(() => window.personalize.sessionId);
  await visitor.useTab(1);
  await visitor.evaluate(() => window.personalize.forget());
  await visitor.useTab(0);
  await visitor.waitFor(() => window.personalize.userId === undefined);
  expect(await visitor.evaluate(() => window.personalize.sessionId)).not.toBe(session);
  await aws.up();
  for (const tab of [1, 0]) {
    await visitor.useTab(tab);
    await track(visitor, `new ${tab}`);
    await visitor.evaluate(() => window.personalize.flush());
  }
  await expectEvents(aws, [
    { itemId: 'new 0', userId: undefined },
    { itemId: 'new 1', userId: undefined },
  ]);
});

test('a drain in progress in another tab stops', async ({ visitor, aws }) => {
  await openTwo(visitor);
  aws.faults({ operation: 'PutEvents', delayMs: 1000 });
  await visitor.evaluate(async () => {
    window.personalize.identify('user-1');
    const all = Array.from({ length: 45 }, (_, at) =>
      window.personalize.track('View', { itemId: `item-${at}` }),
    );
    await Promise.all(all);
  });
  await aws.untilFaultsMet();
  await visitor.useTab(0);
  await visitor.evaluate(() => window.personalize.forget());
  await aws.untilQuiet(2500);
  expect(aws.events()).toHaveLength(10);
  const keys = () => visitor.evaluate(() => Object.keys(localStorage));
  expect((await keys()).filter((key) => !/session|credentials/.test(key))).toEqual([]);
});

test('an event that another tab stores between the erasure and its message is sent by that tab', async ({
  visitor,
  aws,
}) => {
  await openTwo(visitor);
  await track(visitor, 'before');
  await visitor.waitFor(() => window.personalize.stats().sent === 1);
  const erased = await visitor.evaluate(() => Date.now());
  await visitor.evaluate(async (at) => {
    await window.personalize.track('View', { itemId: 'since' });
    await new Promise((resolve) => setTimeout(resolve));
    // Simulates the message from the other tab, before the stored event is sent.
    dispatchEvent(new StorageEvent('storage', { key: 'personalize.left', newValue: `-${at}` }));
  }, erased);
  await expectEvents(aws, [{ itemId: 'before' }, { itemId: 'since' }]);
});

test('a page in the back/forward cache requests a new identity', async ({ visitor, aws }) => {
  await visitor.open('/fault.html');
  await visitor.waitFor(() => window.personalize.version);
  await track(visitor, 'before');
  await visitor.waitFor(() => window.personalize.stats().sent === 1);
  await visitor.open('/fault.html?privacy');
  await visitor.waitFor(() => window.personalize.version);
  await visitor.evaluate(() => window.personalize.forget());
  await visitor.evaluate(() => history.back());
  await visitor.waitFor(() => location.search === '' && window.personalize?.version);
  await track(visitor, 'after');
  await expectEvents(aws, [{ itemId: 'before' }, { itemId: 'after' }]);
  expect(aws.requests('GetId')).toHaveLength(2);
});

test('a new event that another tab stores at the same time stays', async ({ visitor, aws }) => {
  visitor.allow(lost);
  await aws.down();
  await openTwo(visitor);
  await track(visitor, 'old');
  await visitor.evaluate(async () => {
    window.personalize.forget();
    await window.personalize.track('View', { itemId: 'new' });
  });
  // The other tab has received the message once a later message has arrived.
  await visitor.useTab(0);
  await track(visitor, 'of the other tab');
  await aws.up();
  await visitor.evaluate(() => window.personalize.flush());
  await visitor.useTab(1);
  await visitor.evaluate(() => window.personalize.flush());
  await expectEvents(aws, [{ itemId: 'new' }, { itemId: 'of the other tab' }]);
});

test('without localStorage the tag and the delivery chunk share one in-memory store', async ({
  visitor,
  site,
  aws,
}) => {
  visitor.allow(/400|Failed to load/);
  before(site, noStorage);
  await visitor.open('/fault.html');
  await visitor.waitFor(() => window.personalize.version);
  const refusal = { errorType: 'InvalidInputException', status: 400, message: 'no good' };
  aws.faults({ operation: 'PutEvents', ...refusal });
  await track(visitor, 'refused');
  await visitor.waitFor(() => window.personalize.refused().length === 1);
  await track(visitor, 'sent');
  await expectEvents(aws, [{ itemId: 'sent' }]);
  await visitor.evaluate(() => window.personalize.forget());
  expect(await visitor.evaluate(() => window.personalize.refused())).toEqual([]);
  await track(visitor, 'anew');
  await expectEvents(aws, [{ itemId: 'sent' }, { itemId: 'anew' }]);
  expect(aws.requests('GetId')).toHaveLength(2);
});
