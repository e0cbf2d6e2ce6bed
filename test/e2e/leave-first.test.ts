/** A click that navigates before the chunk has loaded is delivered by the next visit (F1, F2). */
import { expectEvents, test } from '../support/test';

test('a click that navigates as the very first event is delivered by the next visit', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/leave.html');
  await visitor.click('#same');
  await visitor.waitForUrl('/away.html');
  await visitor.open('/leave.html');
  await visitor.click('#far');
  await visitor.waitForUrl('/away.html');
  await visitor.open('/leave.html');
  await expectEvents(aws, [{ itemId: 'same' }, { itemId: 'far' }], { repeats: true });
});
