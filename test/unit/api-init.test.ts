/** When the tag begins and ends, and what becomes of calls that are made before and after. */

import { expect, test } from 'vitest';
import { createPersonalize } from '../../src/npm';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { OPTIONS, openPage, pass, startPage } from '../support/unit-page';

useBrowser();

test('what is called before init waits for it, and keeps its order and its time', async () => {
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

test('a thousand calls wait for init, and the next is dropped with its reason', async () => {
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

test('nine hundred and ninety-nine that wait leave room for one more', async () => {
  openAws();
  const { personalize } = openPage();
  for (let n = 0; n < 999; n++) personalize.reset();
  const tracked = personalize.track('View', { itemId: 'the last' });
  personalize.init(OPTIONS);
  await pass(10);
  expect(await tracked).toEqual(expect.any(String));
});

test('wrong options: the tag is off, each call has its answer, and init may be tried again', async () => {
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

test('init again is ignored, and said where its options are others', () => {
  const { personalize, configs } = startPage();
  personalize.init(OPTIONS);
  expect(browser.warned).toEqual([]);
  personalize.init({ ...OPTIONS, trackingId: 'another' });
  expect(browser.warned).toEqual(['[personalize] init again with other options: ignored']);
  expect(configs).toMatchObject([{ trackingId: 'tracker' }]);
});

test('init again with options that cannot be used says that it is ignored, and the tag stays on', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  personalize.init({ trackingId: 'tracker' });
  personalize.init({ ...OPTIONS, consent: 'denied' } as never);
  personalize.init({ ...OPTIONS, flush: { batch: 99, delayMs: 5 } });
  const ignored = '[personalize] init again with other options: ignored';
  // It is said once, maybe above.
  expect(browser.warned.filter((each) => each !== ignored)).toEqual([]);
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
});

test('after stop a call is dropped with its reason, and a new init starts anew', async () => {
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

test('stop before init answers what has waited', async () => {
  const { personalize } = openPage();
  const early = personalize.track('View');
  personalize.stop();
  expect(await early).toBeUndefined();
});

test('a prerendered page begins when it is shown, and its events have that time at the earliest', async () => {
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

test('a prerendered page that was stopped before it is shown stays stopped', () => {
  browser.page.prerendering = true;
  const { personalize, configs } = openPage();
  personalize.init(OPTIONS);
  personalize.stop();
  browser.page.prerendering = false;
  browser.page.fire('prerenderingchange');
  expect(configs).toEqual([]);
});

test('outside a browser every command is there and does nothing', async () => {
  Reflect.deleteProperty(globalThis, 'window');
  const personalize = createPersonalize(OPTIONS);
  personalize.init(OPTIONS);
  expect(await personalize.track('View')).toBeUndefined();
  expect(personalize.stats().dropped).toEqual({ 'not in a browser': 1 });
  await expect(personalize.rank({ campaignArn: 'c', inputList: [] })).rejects.toThrow(
    'the tag is not in a browser',
  );
});
