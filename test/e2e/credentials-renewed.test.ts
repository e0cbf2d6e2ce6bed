/** Guest credentials that expired, or whose identity was deleted, are renewed without user action. */
import { expect, expectEvents, test } from '../support/test';

const click = { itemId: 'clicked' };

test('expired credentials are renewed in the page', async ({ visitor, aws }) => {
  await visitor.open('/credentials.html');
  await visitor.click('#item');
  await expectEvents(aws, [click]);
  aws.expireCredentials();
  await visitor.click('#item');
  await expectEvents(aws, [click, click]);
  expect(aws.requests('PutEvents').map(({ status }) => status)).toEqual([200, 403, 200]);
  expect(aws.requests('GetId')).toHaveLength(1);
});

test('a deleted identity is replaced without a reload', async ({ visitor, aws }) => {
  await visitor.open('/credentials.html');
  await visitor.click('#item');
  await expectEvents(aws, [click]);
  await fetch(`${aws.url}/_local/cognito`, {
    method: 'POST',
    body: JSON.stringify({ expireCredentials: true, forgetIdentities: true }),
  });
  await visitor.click('#item');
  await expectEvents(aws, [click, click]);
  expect(aws.requests('GetId')).toHaveLength(2);
});
