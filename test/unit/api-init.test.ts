/** When the tag starts and stops, and what happens to calls that are made before and after. */

import { expect, test } from 'vitest';
import { createPersonalize } from '../../src/npm';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { OPTIONS, openPage, pass, startPage } from '../support/unit-page';

useBrowser();

test('calls before init are queued, in their order and with their time', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  const early = personalize.track('View', { itemId: 'early' });
  personalize.identify('anna');
  await pass(5000);
  personalize.init(OPTIONS);
  const late = personalize.track('View', { itemId: 'late' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await early], [await late]]);
  expect(aws.events().map(([event]) => event?.sentAt)).toEqual([1_700_000_000, 1_700_000_005]);
  expect(aws.named('events').map(({ body }) => body.userId)).toEqual([undefined, 'anna']);
});

test('a thousand calls are queued before init, and the next one is dropped with its reason', async () => {
  openAws();
  const { personalize } = openPage();
  const dropped: unknown[] = [];
  personalize.on('dropped', ({ reason, message, fields }) => dropped.push([reason, message, fields.itemId]));
  for (let n = 0; n < 1000; n++) personalize.reset();
  expect(await personalize.track('View', { itemId: 'one too many' })).toBeUndefined();
  expect(dropped).toEqual([
    ['not initialised', '"View": the tag is not initialised: event dropped', 'one too many'],
  ]);
});

test('after 999 queued calls one more is queued', async () => {
  openAws();
  const { personalize } = openPage();
  for (let n = 0; n < 999; n++) personalize.reset();
  const tracked = personalize.track('View', { itemId: 'the last' });
  personalize.init(OPTIONS);
  await pass(10);
  expect(await tracked).toEqual(expect.any(String));
});

test('wrong options turn the tag off, each call is answered, and init can be called again', async () => {
  const aws = openAws();
  const { personalize } = openPage();
  const early = personalize.track('View', { itemId: 'early' });
  personalize.init({ trackingId: 'tracker' });
  expect(browser.warned).toEqual([
    '[personalize] option identityPoolId is missing: see Cognito console, "Identity pools". The tag is off.',
    '[personalize] "View": the tag is disabled: event dropped',
  ]);
  expect(await early).toBeUndefined();
  expect(await personalize.flush()).toEqual({ sent: 0, waiting: 0, refused: 0 });
  expect(await personalize.putItems([])).toBe(0);
  expect(personalize.stats()).toMatchObject({ waiting: 0, dropped: { disabled: 1 } });
  personalize.init(OPTIONS);
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
});

test('a second init is ignored, and causes a warning if its options differ', () => {
  const { personalize, configs } = startPage();
  personalize.init(OPTIONS);
  expect(browser.warned).toEqual([]);
  personalize.init({ ...OPTIONS, trackingId: 'another' });
  expect(browser.warned).toEqual(['[personalize] init again with other options: ignored']);
  expect(configs).toMatchObject([{ trackingId: 'tracker' }]);
});

test('a second init with invalid options causes a warning that it is ignored, and the tag stays on', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  personalize.init({ trackingId: 'tracker' });
  personalize.init({ ...OPTIONS, consent: 'denied' } as never);
  personalize.init({ ...OPTIONS, flush: { batch: 99, delayMs: 5 } });
  const ignored = '[personalize] init again with other options: ignored';
  // The warning is given once, possibly by an earlier test.
  expect(browser.warned.filter((each) => each !== ignored)).toEqual([]);
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
});

test('after stop() a call is dropped with its reason, and a new init starts the tag again', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  personalize.stop();
  expect(await personalize.track('View', { itemId: 'sku-1' })).toBeUndefined();
  expect(personalize.stats().dropped).toEqual({ stopped: 1 });
  await expect(personalize.recommend({ recommenderArn: 'r' })).rejects.toMatchObject({
    name: 'UnavailableError',
    message: 'the tag is stopped',
  });
  personalize.init(OPTIONS);
  const tracked = personalize.track('View', { itemId: 'sku-2' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
});

test('stop before init answers the queued calls', async () => {
  const { personalize } = openPage();
  const early = personalize.track('View');
  personalize.stop();
  expect(await early).toBeUndefined();
});

test('a prerendered page starts when it is shown, and its events are not older than that', async () => {
  const aws = openAws();
  browser.page.prerendering = true;
  const { personalize, configs } = openPage();
  personalize.init(OPTIONS);
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(5000);
  expect(configs).toEqual([]);
  browser.page.prerendering = false;
  browser.page.fire('prerenderingchange');
  await pass(2000);
  expect(
    aws
      .events()
      .flat()
      .map(({ itemId, sentAt }) => [itemId, sentAt]),
  ).toEqual([['sku-1', 1_700_000_005]]);
});

test('a prerendered page that is stopped before it is shown stays stopped', () => {
  browser.page.prerendering = true;
  const { personalize, configs } = openPage();
  personalize.init(OPTIONS);
  personalize.stop();
  browser.page.prerendering = false;
  browser.page.fire('prerenderingchange');
  expect(configs).toEqual([]);
});

test('outside a browser every command exists and does nothing', async () => {
  Reflect.deleteProperty(globalThis, 'window');
  const personalize = createPersonalize(OPTIONS);
  personalize.init(OPTIONS);
  expect(await personalize.track('View')).toBeUndefined();
  expect(personalize.stats().dropped).toEqual({ 'not in a browser': 1 });
  await expect(personalize.rank({ campaignArn: 'c', inputList: [] })).rejects.toThrow(
    'the tag is not in a browser',
  );
});
