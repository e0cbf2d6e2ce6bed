/**
 * Users and items are sent to their datasets through the outbox, only when they have changed, and do not block events.
 */
import { expect, expectEvents, test } from '../support/test';

const remark = /Could not connect to \S+: Connection refused/;
const lamp = { itemId: 'sku-1', properties: { PRICE: 39.9, genres: ['Lamp', 'Home'] } };

test('users and items are stored first, survive a reload during an outage, and match the schema when sent', async ({
  visitor,
  aws,
}) => {
  visitor.allow(remark);
  await visitor.open('/datasets.html');
  await aws.down();
  expect(
    await visitor.evaluate((item) => {
      window.personalize.identify('anna', { MEMBERSHIP_TYPE: 'Gold', age: 34 });
      return window.personalize.putItems([item]);
    }, lamp),
  ).toBe(1);
  await visitor.waitFor(() => window.personalize.stats().retried > 0);
  await visitor.reload();
  await aws.up();
  await visitor.evaluate(() => void window.personalize.flush());
  await aws.until(() => aws.state.users.size === 1 && aws.state.items.has('sku-1'), 'both are there');
  expect(JSON.parse(aws.state.users.get('anna')?.properties ?? '')).toEqual({
    membershipType: 'Gold',
    age: 34,
  });
  expect(JSON.parse(aws.state.items.get('sku-1')?.properties ?? '')).toEqual({
    price: 39.9,
    genres: 'Lamp|Home',
  });
});

test('unchanged items are not sent again', { tag: '@once' }, async ({ visitor, aws }) => {
  for (const price of [1, 1, 2]) {
    await visitor.open('/datasets.html');
    await visitor.evaluate(async (price) => {
      await window.personalize.putItems([{ itemId: 'sku-1', properties: { price } }]);
      await window.personalize.track('View', { itemId: `at ${price}` });
      return window.personalize.flush();
    }, price);
    await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  }
  expect(aws.requests('PutItems').map(({ status }) => status)).toEqual([200, 200]);
  expect(JSON.parse(aws.state.items.get('sku-1')?.properties ?? '')).toEqual({ price: 2 });
  await expectEvents(aws, [{ itemId: 'at 1' }, { itemId: 'at 1' }, { itemId: 'at 2' }]);
});

test('a thousand items are sent at ten calls per second, and a click does not wait for them', {
  tag: '@once',
}, async ({ visitor, aws }) => {
  await visitor.open('/datasets.html');
  await visitor.evaluate(() => {
    const items = Array.from({ length: 1000 }, (_, n) => ({ itemId: `item-${n}`, properties: { n } }));
    void window.personalize.putItems(items);
  });
  await aws.until(() => aws.requests('PutItems').length > 3, 'the first of them arrive');
  await visitor.evaluate(() => void window.personalize.track('View', { itemId: 'in between' }));
  await aws.until(() => aws.state.items.has('item-999'), 'the last arrives', 40_000);
  const calls = aws.requests('PutItems').filter(({ status }) => status === 200);
  expect(calls.length).toBe(100);
  const times = calls.map(({ receivedAt }) => Number(new Date(receivedAt)));
  for (const [n, time] of times.entries())
    expect((times[n + 10] ?? Infinity) - time, `call ${n + 10}`).toBeGreaterThan(1000);
  for (let n = 0; n < 1000; n++) expect(aws.state.items.has(`item-${n}`)).toBe(true);
  const [event] = aws.events();
  expect(event?.itemId).toBe('in between');
  const after = calls.filter(({ receivedAt }) => new Date(receivedAt) > new Date(event?.receivedAt ?? 0));
  expect(after.length).toBeGreaterThan(50);
});

test('an unknown dataset stops only its own items', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/datasets.html?unknown');
  await visitor.evaluate(async (item) => {
    await window.personalize.putItems([item]);
    window.personalize.identify('anna', { age: 34 });
    await window.personalize.track('View', { itemId: 'seen' });
    return window.personalize.flush();
  }, lamp);
  await expectEvents(aws, [{ itemId: 'seen', userId: 'anna' }]);
  await aws.until(() => aws.state.users.has('anna'), 'the user is there');
  // flush() ignores the circuit breaker.
  expect([...new Set(aws.requests('PutItems').map(({ status }) => status))]).toEqual([404]);
  expect(aws.requests('PutItems').length).toBeLessThanOrEqual(2);
  expect(await visitor.evaluate(() => window.personalize.stats().waiting)).toBe(1);
  expect(visitor.console().map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/items are kept, not sent: ResourceNotFoundException/),
  );
});

test('an item that the service refuses becomes a dead letter, the other items are sent', {
  tag: '@once',
}, async ({ visitor, aws }) => {
  await visitor.open('/datasets.html');
  aws.faults({ operation: 'PutItems', errorType: 'InvalidInputException', status: 400, times: 3 });
  await visitor.evaluate(async () => {
    const items = ['bad', 'good', 'better'].map((itemId) => ({ itemId, properties: { a: 1 } }));
    await window.personalize.putItems(items);
    return window.personalize.flush();
  });
  await aws.until(() => aws.state.items.size > 0, 'neighbours arrive');
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  const refused = await visitor.evaluate(() => window.personalize.refused());
  expect(refused.map(({ itemId }) => itemId)).toEqual(['bad']);
});

test('without the dataset option nothing is stored, and a warning names the option', {
  tag: '@once',
}, async ({ visitor, aws }) => {
  await visitor.open('/datasets.html?off');
  expect(await visitor.evaluate((item) => window.personalize.putItems([item]), lamp)).toBe(0);
  await visitor.evaluate(() => window.personalize.identify('anna', { age: 34 }));
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'seen' }));
  await expectEvents(aws, [{ itemId: 'seen' }]);
  expect(visitor.console().map(({ text }) => text)).toEqual([
    '[personalize] option itemsDatasetArn is missing: properties are ignored',
    '[personalize] option usersDatasetArn is missing: properties are ignored',
  ]);
  expect(aws.state.users.size).toBe(0);
});

test('an unreadable item is left out with a warning, and the others are sent', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  await visitor.open('/datasets.html');
  const stored = await visitor.evaluate(() => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    return window.personalize.putItems([
      { itemId: 'cyclic', properties: cyclic },
      { itemId: 'nothing', properties: {} },
      { itemId: '', properties: { a: 1 } },
      null as never,
      { itemId: 'good', properties: { a: 1 } },
    ]);
  });
  expect(stored).toBe(4);
  await aws.until(() => aws.state.items.has('good'), 'the good one arrives');
  expect([...aws.state.items.keys()]).toEqual(['good']);
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  expect(await visitor.evaluate(() => window.personalize.stats().dropped)).toEqual({
    properties: 1,
    itemId: 2,
  });
  expect(visitor.console().map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/item "cyclic" cannot be read \(TypeError.*\): ignored/s),
  );
});
