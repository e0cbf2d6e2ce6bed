/** While AWS cannot be reached events wait in the browser, over reloads and a power cut, and then arrive once each. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** Stored when it resolves: the ids that must arrive, whatever happens from here on. */
const track = (visitor: Visitor, itemIds: string[]): Promise<(string | undefined)[]> =>
  visitor.evaluate(
    (each) => Promise.all(each.map((itemId) => window.personalize.track('View', { itemId }))),
    itemIds,
  );

/** WebKitGTK's own remark on each request in vain. */
const remark = /Could not connect to \S+: Connection refused/;

test('events of an outage survive reloads and arrive when it is over', async ({ visitor, aws }) => {
  visitor.allow(remark);
  await visitor.open('/outage.html');
  await aws.down();
  const ids = await track(visitor, ['one', 'two', 'three']);
  await visitor.click('#item');
  await visitor.waitFor(() => window.personalize.stats().retried > 0);
  await visitor.reload();
  ids.push(...(await track(visitor, ['four'])));
  await visitor.waitFor(() => window.personalize.stats().retried > 0);

  await aws.up();
  await visitor.reload();
  const itemIds = ['one', 'two', 'three', 'clicked', 'four'];
  const events = await expectEvents(
    aws,
    itemIds.map((itemId) => ({ itemId })),
    { ordered: true },
  );
  expect(events.filter(({ itemId }) => itemId !== 'clicked').map(({ eventId }) => eventId)).toEqual(ids);
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
});

test('a page that stays open sends when the outage is over', async ({ visitor, aws }) => {
  visitor.allow(remark);
  await visitor.open('/outage.html');
  await track(visitor, ['before']);
  await expectEvents(aws, [{ itemId: 'before' }]);
  await aws.down();
  await track(visitor, ['during']);
  await visitor.waitFor(() => window.personalize.stats().retried > 0);
  await aws.up();
  await expectEvents(aws, [{ itemId: 'before' }, { itemId: 'during' }]);
});

test.describe('power cut', () => {
  test.use({ ownBrowser: true });

  test('what was stored before a SIGKILL of the browser arrives once with the next visit', async ({
    visitor,
    aws,
  }) => {
    visitor.allow(remark);
    await aws.down();
    await visitor.open('/outage.html');
    const ids = await track(visitor, ['one', 'two', 'three', 'four', 'five']);
    await visitor.kill();
    await aws.up();
    await visitor.restart();
    await visitor.open('/outage.html');
    await expectEvents(
      aws,
      ids.map((eventId) => ({ eventId, eventType: 'View' })),
      { ordered: true },
    );
    await visitor.reload();
    await expectEvents(
      aws,
      ids.map((eventId) => ({ eventId })),
    );
  });
});
