/** A click that navigates before anything was loaded is there after the next visit (F1, F2). */
import { expectEvents, test } from '../support/test';

test('the very first event is the click that navigates: it is there after the next visit', async ({
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
