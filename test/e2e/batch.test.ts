/** A request carries at most ten events, all of the same user and session. */
import { expect, expectEvents, test } from '../support/test';

test('25 events tracked together are sent in three requests, in order', async ({ visitor, aws }) => {
  await visitor.open('/batch.html');
  await visitor.click('button');
  const itemIds = Array.from({ length: 25 }, (_, index) => `sku-${index + 1}`);
  const events = await expectEvents(
    aws,
    itemIds.map((itemId) => ({ itemId, eventType: 'View', userId: undefined })),
    { ordered: true },
  );
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(25);
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1);
  expect(aws.requests('PutEvents').map((request) => request.events)).toEqual([10, 10, 5]);
});

test('events of two users or sessions never share a request', async ({ visitor, aws }) => {
  await visitor.open('/batch.html');
  const sessions = await visitor.evaluate(async () => {
    const { personalize } = window;
    const seen: (string | undefined)[] = [];
    const view = (itemId: string) => {
      seen.push(personalize.sessionId);
      return personalize.track('View', { itemId });
    };
    const all = [view('anonymous-1'), view('anonymous-2')];
    personalize.identify('user-a');
    all.push(view('a-1'), view('a-2'));
    personalize.identify('user-b');
    all.push(view('b-1'));
    personalize.reset();
    all.push(view('out-1'));
    personalize.identify('user-a');
    all.push(view('a-3'));
    await Promise.all(all);
    return seen;
  });
  const [first, , , , second, third] = sessions;
  expect(sessions).toEqual([first, first, first, first, second, third, third]);
  expect(new Set(sessions).size).toBe(3);

  const events = await expectEvents(aws, [
    { itemId: 'anonymous-1', userId: undefined, sessionId: first },
    { itemId: 'anonymous-2', userId: undefined, sessionId: first },
    { itemId: 'a-1', userId: 'user-a', sessionId: first },
    { itemId: 'a-2', userId: 'user-a', sessionId: first },
    { itemId: 'b-1', userId: 'user-b', sessionId: second },
    { itemId: 'out-1', userId: undefined, sessionId: third },
    { itemId: 'a-3', userId: 'user-a', sessionId: third },
  ]);
  const requests = new Map<string, Set<string>>();
  for (const { requestId, userId, sessionId } of events) {
    const visitors = requests.get(requestId) ?? new Set();
    requests.set(requestId, visitors.add(`${userId} ${sessionId}`));
  }
  expect([...requests.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
  const bodies = aws.requests('PutEvents').map(({ body }) => JSON.parse(body) as object);
  expect(bodies.filter((body) => 'userId' in body)).toHaveLength(3);
});
