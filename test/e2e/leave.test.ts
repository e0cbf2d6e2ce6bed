/** A click that navigates is not lost and is delivered without another visit (F1, F2, F4). */
import { expect, expectEvents, test } from '../support/test';

for (const way of ['same', 'far', 'submit', 'script']) {
  test(`a click that navigates at once is delivered without another visit: ${way}`, async ({
    visitor,
    aws,
  }) => {
    await visitor.open('/leave.html');
    await visitor.click('#warm');
    await aws.until(() => aws.events().length === 1, 'the first click, so that all is loaded');
    await visitor.click(`#${way}`);
    await visitor.waitForUrl('/away.html');
    const clicks = [{ itemId: 'warm' }, { itemId: way, eventType: 'Click' }];
    const [, left] = await expectEvents(aws, clicks, { ordered: true });

    // The left page never received the answer, so the next page may send the same event again, with the same id.
    await visitor.open('/leave.html');
    const again = await expectEvents(aws, clicks, { repeats: true });
    expect(again[1]?.eventId).toBe(left?.eventId);
  });
}

test('a click right before the tab is closed is delivered by the next visit', async ({ visitor, aws }) => {
  // A request that was aborted with its page keeps its claim for 15 s: the next visit waits for that, and sends again.
  test.setTimeout(90_000);
  await visitor.open('/away.html');
  await visitor.newTab('/leave.html');
  await visitor.click('#warm');
  await aws.until(() => aws.events().length === 1, 'the first click');
  await visitor.click('#stay');
  await visitor.closeTab();
  await visitor.open('/leave.html');
  await expectEvents(aws, [{ itemId: 'warm' }, { itemId: 'stay' }], { repeats: true, withinMs: 40_000 });
});
