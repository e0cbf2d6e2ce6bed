/** After stop() nothing is captured. Until then stats() counts the outcome of every event (promises 7, 8). */
import { expect, expectEvents, test } from '../support/test';

test('stop() ends capturing, and pending events are sent by the next page', async ({ visitor, aws }) => {
  await visitor.open('/stop.html');
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'clicked' }]);
  const late = await visitor.evaluate(async () => {
    await window.personalize.track('View', { itemId: 'waits' });
    window.personalize.stop();
    return (await window.personalize.track('View', { itemId: 'too late' })) ?? 'none';
  });
  expect(late).toBe('none');
  await visitor.click('#item');
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({ captured: 2, stored: 2 });
  await visitor.reload();
  await expectEvents(aws, [{ itemId: 'clicked' }, { itemId: 'waits' }]);
});

test('stop() removes every listener that the tag added', async ({ visitor }) => {
  await visitor.open('/away.html');
  const left = await visitor.evaluate(async () => {
    const listeners = new Map<string, number>();
    const count = (by: number, target: EventTarget, type: string) => {
      const key = `${target.constructor.name} ${type}`;
      listeners.set(key, (listeners.get(key) ?? 0) + by);
    };
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      const signal = typeof rest[1] === 'object' ? rest[1]?.signal : undefined;
      if (signal) addEventListener.call(signal, 'abort', () => count(-1, this, type));
      if (!(this instanceof Window || this instanceof Node))
        return addEventListener.call(this, type, ...rest);
      count(1, this, type);
      addEventListener.call(this, type, ...rest);
    };
    EventTarget.prototype.removeEventListener = function (type, ...rest) {
      if (this instanceof Window || this instanceof Node) count(-1, this, type);
      removeEventListener.call(this, type, ...rest);
    };
    await new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = '/dist/personalize.min.js';
      script.onload = resolve;
      document.head.append(script);
    });
    window.personalize.init({
      trackingId: '20000000-0000-4000-8000-000000000001',
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
      botFilter: false,
    });
    const added = listeners.size;
    window.personalize.stop();
    Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
    return { added, left: [...listeners].filter(([, number]) => number !== 0) };
  });
  expect(left.added).toBeGreaterThan(3);
  expect(left.left).toEqual([]);
});

test('stats() counts the outcomes, and an on() listener can be removed', async ({ visitor, aws }) => {
  await visitor.open('/stop.html');
  const seen = await visitor.evaluate(async () => {
    const { personalize } = window;
    const stored: unknown[] = [];
    const off = personalize.on('stored', ({ itemId }) => stored.push(itemId));
    personalize.on('dropped', ({ reason }) => stored.push(reason));
    await personalize.track('View', { itemId: 'heard' });
    await personalize.track('', {});
    off();
    await personalize.track('View', { itemId: 'not heard' });
    return stored;
  });
  expect(seen).toEqual(['heard', 'eventType']);
  await expectEvents(aws, [{ itemId: 'heard' }, { itemId: 'not heard' }]);
  const stats = await visitor.waitFor(() => {
    const now = window.personalize.stats();
    return now.waiting === 0 && now.sent === 2 ? now : undefined;
  });
  expect(stats).toMatchObject({
    captured: 3,
    stored: 2,
    dropped: { eventType: 1 },
    sent: 2,
    refused: 0,
    waiting: 0,
  });
});
