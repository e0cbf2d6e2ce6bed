/** After forget() nothing of the visitor is left in the browser: not what waited, not who it was, not what was credited. */
import { expect, expectEvents, test } from '../support/test';

test('forget() erases what is stored, and what comes next begins anew', async ({ visitor, aws }) => {
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
