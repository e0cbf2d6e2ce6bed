/** The claim of a page that was left does not block other events, and events stored early count as waiting. */
import { expect, expectEvents, test } from '../support/test';

test('an event of the next visit is sent at once, although the previous page still holds a claim', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/leave.html');
  await visitor.click('#warm');
  await aws.until(() => aws.events().length === 1, 'the first click, so that all is loaded');
  await visitor.click('#same');
  await visitor.waitForUrl('/away.html');
  await visitor.open('/leave.html');
  await visitor.click('#stay');
  await expectEvents(aws, [{ itemId: 'warm' }, { itemId: 'same' }, { itemId: 'stay' }], {
    repeats: true,
    withinMs: 10_000,
  });
});

for (let run = 0; run < 3; run++) {
  test(`an event stored early counts as waiting ${run}`, async ({ visitor, aws }) => {
    visitor.allow(/refused/);
    await aws.down();
    await visitor.open('/outage.html');
    expect(
      await visitor.evaluate(async () => {
        await Promise.all([1, 2, 3].map((n) => window.personalize.track('View', { itemId: n })));
        return window.personalize.stats().waiting;
      }),
    ).toBe(3);
  });
}
