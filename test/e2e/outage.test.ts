/**
 * During an outage of AWS, events stay in the outbox, across reloads and a power cut, and are then delivered once each.
 */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** Resolves when the events are stored, with the ids that must arrive from then on. */
const track = (visitor: Visitor, itemIds: string[]): Promise<(string | undefined)[]> =>
  visitor.evaluate(
    (each) => Promise.all(each.map((itemId) => window.personalize.track('View', { itemId }))),
    itemIds,
  );

/** WebKitGTK logs this for each failed request. */
const remark = /Could not connect to \S+: Connection refused/;

test('events of an outage survive reloads and are delivered after it', async ({ visitor, aws }) => {
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

test('a page that stays open sends after the outage', async ({ visitor, aws }) => {
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

  test('events stored before a SIGKILL of the browser are delivered once by the next visit', async ({
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
