/** The page's function `beforeSend` gets each event once, and may change or drop it, but not its id, time and visitor. */
import { expect, expectEvents, test } from '../support/test';

test('beforeSend changes and drops events, and limits apply to what it returns', async ({ visitor, aws }) => {
  await visitor.open('/bad-input.html?off');
  const seen = await visitor.evaluate(async () => {
    const { personalize } = window;
    const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
    const got: unknown[] = [];
    const answers: Record<string, (event: object) => unknown> = {
      drop: () => null,
      promise: async (event) => event,
      nothing: () => undefined,
      fail: () => {
        throw new Error('mine');
      },
      change: (event) =>
        Object.assign(event, {
          eventId: 'other',
          sentAt: 1,
          sessionId: 'other',
          userId: 'other',
          eventValue: 'no number',
          properties: { kept: 1, mail: 'anna@shop.example' },
        }),
    };
    personalize.init({
      ...options,
      userId: 'user-1',
      beforeSend(event) {
        got.push(Object.keys(event).sort().join());
        return (answers[`${event.itemId}`]?.(event) ??
          (event.itemId === 'nothing' ? undefined : null)) as typeof event;
      },
    });
    const ids = [];
    for (const itemId of Object.keys(answers))
      ids.push((await personalize.track('View', { itemId, eventId: `${itemId}-id` })) ?? 'dropped');
    return { ids, got, dropped: personalize.stats().dropped };
  });
  expect(seen.ids).toEqual(['dropped', 'dropped', 'dropped', 'dropped', 'change-id']);
  expect(seen.dropped).toEqual({ beforeSend: 4 });
  expect(seen.got[0]).toBe('eventId,eventType,itemId,sentAt,sessionId,userId');
  await expectEvents(aws, [
    {
      eventId: 'change-id',
      userId: 'user-1',
      sessionId: /-/,
      eventValue: undefined,
      properties: { kept: 1 },
    },
  ]);
  const messages = visitor.console().map(({ text }) => text);
  for (const part of [
    '[object Promise], which is neither',
    'undefined, which is neither',
    'beforeSend failed (Error: mine)',
    '"mail" is personal data',
  ])
    expect(
      messages.filter((text) => text.includes(part)),
      part,
    ).toHaveLength(1);
});

test('bridge events and clicks pass beforeSend too', async ({ visitor, aws }) => {
  const start = () =>
    visitor.evaluate(() => {
      const { personalize } = window;
      const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
      personalize.init({
        ...options,
        beforeSend: (event) => ({
          ...event,
          properties: { ...(event.properties as object), for: event.userId ?? 'nobody' },
        }),
      });
    });
  await visitor.open('/bad-input.html?off');
  await start();
  await visitor.click('#good');
  const first = { eventType: 'Click', itemId: 'good', userId: undefined, properties: { for: 'nobody' } };
  await expectEvents(aws, [first]);
  await visitor.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('personalize.session') ?? '{}');
    session.lastAt -= 31 * 60_000;
    localStorage.setItem('personalize.session', JSON.stringify(session));
  });
  await visitor.open('/bad-input.html?off');
  await start();
  await visitor.evaluate(() => {
    window.personalize.identify('user-1');
    return window.personalize.track('View', { itemId: 'later' });
  });
  await expectEvents(aws, [
    first,
    { eventType: 'Click', itemId: 'good', userId: 'user-1', properties: { for: 'user-1' } },
    { eventType: 'View', itemId: 'later', userId: 'user-1', properties: { for: 'user-1' } },
  ]);
});

test('a held event passes beforeSend once, when consent comes, and with the time of its capture', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/bad-input.html?off');
  const held = await visitor.evaluate(async () => {
    const { personalize } = window;
    const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
    const got: number[] = [];
    Object.assign(globalThis, { got });
    personalize.init({
      ...options,
      consent: 'pending',
      beforeSend(event) {
        got.push(event.sentAt);
        return { ...event, properties: { passed: got.length } };
      },
    });
    const before = Date.now() / 1000;
    void personalize.track('View', { itemId: 'held' });
    const after = Date.now() / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { before, after, waiting: personalize.stats().waiting, passed: got.length };
  });
  expect(held).toMatchObject({ waiting: 1, passed: 0 });
  await visitor.evaluate(() => window.personalize.consent('granted'));
  const [event] = await expectEvents(aws, [{ itemId: 'held', properties: { passed: 1 } }]);
  const [sentAt] = await visitor.evaluate(() => (globalThis as unknown as { got: number[] }).got);
  expect(Number(event?.sentAt)).toBe(sentAt);
  expect(sentAt).toBeGreaterThanOrEqual(held.before);
  expect(sentAt).toBeLessThanOrEqual(held.after);
});
