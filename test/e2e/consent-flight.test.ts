/** A change of consent meets work that has begun: events being stored, requests in flight, items in view. */
import {
  becomes,
  consentOf,
  loaded,
  open,
  openTab,
  say,
  stored,
  track,
  trackStored,
} from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const aborted = /refused|ERR_|NetworkError|connect|abort|cancel/i;
const wait = (visitor: Visitor, ms: number) =>
  visitor.evaluate((each) => new Promise((resolve) => setTimeout(resolve, each)), ms);

test('events that are being stored when consent becomes pending arrive after the grant', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await visitor.evaluate(() => {
    for (const n of [1, 2, 3]) void window.personalize.track('View', { itemId: `first ${n}` });
    window.personalize.consent('pending');
    void window.personalize.track('View', { itemId: 'held' });
  });
  await aws.untilQuiet(1500);
  expect(aws.events()).toEqual([]);
  await say(visitor, 'granted');
  await expectEvents(
    aws,
    ['first 1', 'first 2', 'first 3', 'held'].map((itemId) => ({ itemId })),
  );
});

test('events whose request is in flight when consent becomes pending arrive once', async ({
  visitor,
  aws,
}) => {
  visitor.allow(aborted);
  await open(visitor);
  await trackStored(visitor, 'warm');
  await expectEvents(aws, [{ itemId: 'warm' }]);
  aws.faults({ operation: 'PutEvents', delayMs: 1000 });
  await trackStored(visitor, 'in flight');
  await aws.untilFaultsMet();
  await say(visitor, 'pending');
  await aws.untilQuiet(2500);
  await say(visitor, 'granted');
  await trackStored(visitor, 'after');
  await expectEvents(aws, [{ itemId: 'warm' }, { itemId: 'in flight' }, { itemId: 'after' }]);
});

test('a withdrawal rejects a recommendation in flight', async ({ visitor, aws }) => {
  visitor.allow(aborted);
  await open(visitor);
  await visitor.waitFor(() => document.querySelectorAll('#slot .card').length === 2);
  aws.faults({ operation: 'GetRecommendations', delayMs: 3000 });
  await visitor.evaluate(() => {
    const recommenderArn = 'arn:aws:personalize:us-east-1:000000000000:recommender/local-best-sellers';
    const outcomes = Reflect.get(globalThis, 'outcomes');
    const since = performance.now();
    window.personalize.recommend({ recommenderArn, timeoutMs: 9000 }).then(
      () => outcomes.push('answered'),
      () => outcomes.push(performance.now() - since < 2500 ? 'rejected' : 'rejected late'),
    );
  });
  await aws.untilFaultsMet();
  await say(visitor, 'denied');
  expect(await visitor.waitFor(() => Reflect.get(globalThis, 'outcomes')[0])).toBe('rejected');
  await aws.untilQuiet(3500);
  expect(await stored(visitor)).toEqual([]);
});

for (const operation of ['GetId', 'GetCredentialsForIdentity'] as const) {
  test(`a withdrawal during ${operation} leaves no identity behind`, async ({ visitor, aws }) => {
    visitor.allow(aborted);
    aws.faults({ operation, delayMs: 1500 });
    await open(visitor);
    await trackStored(visitor, 'never');
    await aws.untilFaultsMet();
    await say(visitor, 'denied');
    await aws.untilQuiet(3000);
    expect(await stored(visitor)).toEqual([]);
    expect(aws.requests('PutEvents')).toEqual([]);
    await say(visitor, 'granted');
    await trackStored(visitor, 'new');
    await expectEvents(aws, [{ itemId: 'new' }]);
  });
}

test('what was seen while consent is denied is no impression', async ({ visitor, aws }) => {
  await open(visitor, { consent: 'denied', options: { impressions: { ratio: 0.5, ms: 1500 } } });
  await wait(visitor, 2000);
  await say(visitor, 'granted');
  await visitor.click('#a');
  const [click] = await expectEvents(aws, [{ eventType: 'Click', itemId: 'a' }]);
  expect(click?.impression ?? []).not.toContain('b');
});

test('what was seen before a withdrawal is no impression after a new grant', async ({ visitor, aws }) => {
  await open(visitor, { options: { impressions: { ratio: 0.5, ms: 1500 } } });
  await wait(visitor, 2000);
  await say(visitor, 'denied');
  await say(visitor, 'granted');
  await visitor.click('#a');
  const [click] = await expectEvents(aws, [{ eventType: 'Click', itemId: 'a' }]);
  expect(click?.impression ?? []).not.toContain('b');
});

test('a tab that still waits for consent is denied by a withdrawal in another', async ({ visitor, aws }) => {
  await open(visitor);
  await trackStored(visitor, 'granted');
  await openTab(visitor, { consent: 'pending' });
  await track(visitor, 'held');
  await visitor.useTab(0);
  await expectEvents(aws, [{ itemId: 'granted' }]);
  await say(visitor, 'denied');
  await visitor.useTab(1);
  await becomes(visitor, 'denied');
  expect(await consentOf(visitor)).toEqual({ state: 'denied', source: 'tab' });
  await loaded(visitor);
  await say(visitor, 'granted');
  await trackStored(visitor, 'new');
  await expectEvents(aws, [{ itemId: 'granted' }, { itemId: 'new' }]);
});
