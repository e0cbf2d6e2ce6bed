/** After forget() the browser stores nothing about the user: no pending rows, no identity, no attribution. */
import { expect, expectEvents, test } from '../support/test';

test('forget() erases the stored data, and the next event starts a new session', async ({ visitor, aws }) => {
  visitor.allow(/refused|ERR_CONNECTION|NetworkError|connect/i);
  await aws.down();
  await visitor.open('/stop.html');
  const seen = await visitor.evaluate(async () => {
    window.personalize.identify('user-1');
    await window.personalize.track('View', { itemId: 'forgotten', recommendationId: 'RID-1' });
    localStorage.setItem('of the page', 'stays');
    const before = window.personalize.sessionId;
    window.personalize.forget();
    const keys = Object.keys(localStorage);
    return {
      keys,
      user: window.personalize.userId ?? 'nobody',
      same: before === window.personalize.sessionId,
    };
  });
  expect(seen).toEqual({ keys: ['of the page'], user: 'nobody', same: false });
  await aws.up();
  await visitor.evaluate(async () => {
    await window.personalize.track('View', { itemId: 'forgotten' });
    await window.personalize.flush();
  });
  const [event] = await expectEvents(aws, [{ itemId: 'forgotten', userId: undefined }]);
  expect(event).not.toHaveProperty('recommendationId');
});

test('track() and forget() in one task send nothing, and the event is reported as dropped', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/stop.html');
  const seen = await visitor.evaluate(async () => {
    const { personalize } = window;
    const reasons: string[] = [];
    personalize.on('dropped', ({ reason }) => reasons.push(reason));
    personalize.identify('user-1');
    const forgotten = personalize.track('View', { itemId: 'forgotten' });
    personalize.forget();
    const kept = personalize.track('View', { itemId: 'kept' });
    return { forgotten: (await forgotten) ?? 'none', kept: typeof (await kept), reasons };
  });
  expect(seen).toEqual({ forgotten: 'none', kept: 'string', reasons: ['forget'] });
  await expectEvents(aws, [{ itemId: 'kept', userId: undefined }]);
});

test('only the keys of the tag are erased', async ({ visitor, aws }) => {
  await visitor.open('/stop.html');
  await visitor.click('#item');
  await expectEvents(aws, [{ itemId: 'clicked' }]);
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  const keys = await visitor.evaluate(() => {
    const ofThePage = [
      'personalize.theme',
      'personalize.session.of.the.page',
      'personalize_debug_panel',
      'aws:cognito-identity-credentials:us-east-1:20000000-0000-4000-8000-000000000009:ANONYMOUS',
    ];
    for (const key of ofThePage) localStorage.setItem(key, '1');
    const had = Object.keys(localStorage).length > ofThePage.length + 2;
    window.personalize.forget();
    return { had, left: Object.keys(localStorage).sort(), expected: ofThePage.sort() };
  });
  expect(keys.had).toBe(true);
  expect(keys.left).toEqual(keys.expected);
});

test('credentials in flight are not stored', async ({ visitor, aws }) => {
  aws.faults({ operation: 'GetId', delayMs: 500 });
  await visitor.open('/stop.html');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'forgotten' }));
  await aws.untilFaultsMet();
  await visitor.evaluate(() => window.personalize.forget());
  await aws.untilQuiet(1200);
  expect(await visitor.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(aws.events()).toEqual([]);
});
