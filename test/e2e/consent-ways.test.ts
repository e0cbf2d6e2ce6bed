/** Consent by the attribute of the script tag, at the moment the page is left, and for events that are sent when seen. */
import { becomes, consentOf, expectUntouched, loaded, say, stored } from '../support/consent';
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const click = { eventType: 'Click', itemId: 'clicked' };
const view = { eventType: 'View', itemId: 'seen' };

/** The item has been seen: its event waits. */
async function open(visitor: Visitor): Promise<void> {
  await visitor.open('/consent-script-tag.html');
  await loaded(visitor);
  await visitor.waitFor(() => window.personalize.stats().waiting === 1);
}

test('attribute data-consent holds the events', async ({ visitor, aws }) => {
  await open(visitor);
  expect(await consentOf(visitor)).toEqual({ state: 'pending', source: 'option' });
  await visitor.click('#item');
  await expectUntouched(visitor, aws);
  await say(visitor, 'granted');
  await expectEvents(aws, [view, click]);
});

test('what is held when the visitor accepts and leaves at once arrives later, once', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await visitor.click('#item');
  await visitor.click('#accept-and-go');
  await visitor.waitForUrl('/away.html');
  await aws.untilQuiet(500);
  await open(visitor);
  await say(visitor, 'granted');
  await expectEvents(aws, [view, view, click], { repeats: true });
});

test('an item that was seen sends no second event after consent was pending again', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  for (const word of ['granted', 'pending', 'granted'] as const) await say(visitor, word);
  await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
  await visitor.click('#item');
  await expectEvents(aws, [view, click]);
});

test('after a withdrawal and a new grant, an item in view is seen once more, in a new session', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await say(visitor, 'granted');
  const [first] = await expectEvents(aws, [view]);
  await say(visitor, 'denied');
  await becomes(visitor, 'denied');
  expect(await stored(visitor)).toEqual([]);
  await say(visitor, 'granted');
  // Nothing is known of the earlier session any more.
  const [, second] = await expectEvents(aws, [view, view], { quietMs: 1500 });
  expect(second?.sessionId).not.toBe(first?.sessionId);
});

test('an item that is in view while consent is denied sends one event after the grant', async ({
  visitor,
  aws,
}) => {
  await open(visitor);
  await say(visitor, 'denied');
  await aws.untilQuiet(1500);
  await say(visitor, 'granted');
  await expectEvents(aws, [view], { quietMs: 1500 });
});
