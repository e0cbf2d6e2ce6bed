/** Nothing is stored or sent before consent; what was captured meanwhile arrives once it is granted. */
import {
  collected,
  consentOf,
  expectUntouched,
  open,
  say,
  sessionOf,
  statsOf,
  stored,
  track,
  trackStored,
} from '../support/consent';
import { expect, expectEvents, test } from '../support/test';

const refused = /refused|ERR_CONNECTION|NetworkError|connect/i;

test('while consent is pending nothing is touched, and what was seen and clicked arrives after the grant', async ({
  visitor,
  aws,
}) => {
  await open(visitor, { consent: 'pending' });
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  const from = await visitor.evaluate(() => Date.now());
  await visitor.click('#a');
  await track(visitor, 'by hand');
  const until = await visitor.evaluate(() => Date.now());
  const session = await sessionOf(visitor);
  expect(await statsOf(visitor)).toMatchObject({
    captured: 2,
    stored: 0,
    waiting: 2,
    consent: { state: 'pending', source: 'option' },
  });
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  const events = await expectEvents(
    aws,
    [
      { eventType: 'Click', itemId: 'a', sessionId: session, impression: ['b', 'a'] },
      { eventType: 'View', itemId: 'by hand', sessionId: session },
    ],
    { ordered: true },
  );
  for (const { sentAt } of events) {
    expect(sentAt * 1000).toBeGreaterThanOrEqual(from - 1);
    expect(sentAt * 1000).toBeLessThanOrEqual(until + 1);
  }
  expect(await collected(visitor, 'states')).toEqual([{ state: 'granted', source: 'call' }]);
  expect(await sessionOf(visitor)).toBe(session);
});

test('commands while consent is pending are replayed in order, each with its own time and id', async ({
  visitor,
  aws,
}) => {
  await open(visitor, { consent: 'pending' });
  const times = await visitor.evaluate(async () => {
    const { personalize } = window;
    const at: number[] = [];
    const view = async (itemId: string) => {
      at.push(Date.now());
      void personalize
        .track('View', { itemId, eventId: `id-${itemId}` })
        .then((id) => Reflect.get(globalThis, 'outcomes').push(id));
      await new Promise((resolve) => setTimeout(resolve, 60));
    };
    await view('guest');
    personalize.identify('user-1');
    await view('signed in');
    personalize.reset();
    await view('signed out');
    return at;
  });
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  const events = await expectEvents(
    aws,
    [
      { itemId: 'guest', userId: undefined, eventId: 'id-guest' },
      { itemId: 'signed in', userId: 'user-1', eventId: 'id-signed in' },
      { itemId: 'signed out', userId: undefined, eventId: 'id-signed out' },
    ],
    { ordered: true },
  );
  const [guest, signedIn, signedOut] = events;
  expect(signedIn?.sessionId).toBe(guest?.sessionId);
  expect(signedOut?.sessionId).not.toBe(guest?.sessionId);
  events.forEach(({ sentAt }, at) => {
    expect(Math.abs(sentAt * 1000 - (times[at] ?? 0))).toBeLessThan(50);
  });
  expect(await collected(visitor, 'outcomes')).toEqual(['id-guest', 'id-signed in', 'id-signed out']);
});

test('at most 200 events wait for consent, and the newest beyond that are dropped', async ({
  visitor,
  aws,
}) => {
  await open(visitor, { consent: 'pending' });
  await visitor.evaluate(() => {
    for (let n = 0; n < 203; n++) void window.personalize.track('View', { itemId: `item-${n}` });
  });
  expect(await statsOf(visitor)).toMatchObject({ captured: 203, waiting: 200, dropped: { consent: 3 } });
  expect(await collected(visitor, 'drops')).toEqual(
    ['item-200', 'item-201', 'item-202'].map((itemId) => ['consent', itemId]),
  );
  await say(visitor, 'granted');
  await expectEvents(
    aws,
    Array.from({ length: 200 }, (_, n) => ({ itemId: `item-${n}` })),
  );
});

test('commands with an answer are answered while consent is pending', async ({ visitor, aws }) => {
  await open(visitor, {
    consent: 'pending',
    options: { itemsDatasetArn: 'arn:aws:personalize:us-east-1:000000000000:dataset/local-shop/ITEMS' },
  });
  const answers = () =>
    visitor.evaluate(async () => {
      const { personalize } = window;
      personalize.identify('user-1');
      void personalize.track('View', { itemId: 'waits' });
      const { sessionId } = personalize;
      return {
        flush: await personalize.flush(),
        items: await personalize.putItems([{ itemId: 'x', properties: { price: 1 } }]),
        user: personalize.userId ?? 'none',
        refused: personalize.refused(),
        sameSession: !!sessionId && sessionId === personalize.sessionId,
      };
    });
  expect(await answers()).toEqual({
    flush: { sent: 0, waiting: 1, refused: 0 },
    items: 0,
    user: 'none',
    refused: [],
    sameSession: true,
  });
  const session = await sessionOf(visitor);
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  await expectEvents(aws, [{ itemId: 'waits', userId: 'user-1', sessionId: session }]);
  expect(await visitor.evaluate(() => window.personalize.userId)).toBe('user-1');
  expect(aws.requests('PutItems')).toEqual([]);
});

test('events of a denied period never arrive, and nothing is touched meanwhile', async ({ visitor, aws }) => {
  await open(visitor, { gpc: '1' });
  await visitor.click('#a');
  await track(visitor, 'denied');
  const answers = await visitor.evaluate(async () => {
    const { personalize } = window;
    return [
      await personalize.flush(),
      await personalize.putItems([]),
      personalize.sessionId ?? 'none',
      personalize.userId ?? 'none',
    ];
  });
  expect(answers).toEqual([{ sent: 0, waiting: 0, refused: 0 }, 0, 'none', 'none']);
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'gpc' });
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  await visitor.click('#b');
  await expectEvents(aws, [{ eventType: 'Click', itemId: 'b' }]);
  expect((await statsOf(visitor)).dropped).toEqual({ consent: 1 });
});

test('pending after a grant stops storing and sending, and a new grant continues', async ({
  visitor,
  aws,
}) => {
  visitor.allow(refused);
  await open(visitor);
  await trackStored(visitor, 'sent');
  await expectEvents(aws, [{ itemId: 'sent' }]);
  await aws.down();
  await trackStored(visitor, 'stored');
  await say(visitor, 'pending');
  const before = await stored(visitor);
  const touched = (await collected(visitor, 'touched')).length;
  await aws.up();
  await visitor.click('#a');
  await track(visitor, 'held');
  await aws.untilQuiet(2500);
  expect((await collected(visitor, 'touched')).slice(touched)).toEqual([]);
  expect(aws.events().map(({ itemId }) => itemId)).toEqual(['sent']);
  expect(await stored(visitor)).toEqual(before);
  await say(visitor, 'granted');
  await expectEvents(aws, [{ itemId: 'sent' }, { itemId: 'stored' }, { itemId: 'a' }, { itemId: 'held' }]);
});
