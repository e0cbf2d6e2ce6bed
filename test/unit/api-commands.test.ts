/** The commands, called by name and as methods, with any kind of arguments. */

import { expect, test } from 'vitest';
import { createApi } from '../../src/api/api';
import { openAws } from '../support/unit-aws';
import { browser, createStorage, define, useBrowser } from '../support/unit-browser';
import { UnitElement } from '../support/unit-nodes';
import { importing, pass, startPage } from '../support/unit-page';

useBrowser();

test('fields that are not an object cause a warning, and the event is sent without them', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  void personalize.track('View', 'sku-1' as never);
  void personalize.track('Click', null as never);
  void personalize.track('Wave');
  await pass(2000);
  expect(browser.warned).toEqual(['[personalize] track: "sku-1" is no object: ignored']);
  expect(
    aws
      .events()
      .flat()
      .map(({ eventType, itemId }) => [eventType, itemId]),
  ).toEqual([
    ['View', undefined],
    ['Click', undefined],
    ['Wave', undefined],
  ]);
});

test('a command by name does the same as the method, at the time that is given with it', async () => {
  const aws = openAws();
  const { run, personalize } = startPage();
  run(['track', 'View', { itemId: 'then' }], 1_600_000_000_000);
  run(['track', 'View', { itemId: 'now' }]);
  expect(run(['stats'])).toEqual(personalize.stats());
  await pass(2000);
  expect(
    aws
      .events()
      .flat()
      .map(({ itemId, sentAt }) => [itemId, sentAt]),
  ).toEqual([['now', 1_700_000_000]]);
  expect(personalize.stats().dropped).toEqual({ maxAgeDays: 1 });
});

test('an unknown command causes a warning, also a name of Object.prototype', () => {
  const { run } = startPage();
  expect(run(['constructor', 1])).toBeUndefined();
  run(['toString']);
  expect(browser.warned).toEqual([
    '[personalize] command "constructor" is not available: ignored',
    '[personalize] command "toString" is not available: ignored',
  ]);
});

test('ready passes the object on which the commands are installed, with the version', () => {
  const api = createApi(() => importing());
  const onto = {};
  const personalize = api.install(onto);
  expect(personalize).toBe(onto);
  const given: unknown[] = [];
  personalize.ready((target) => given.push(target));
  expect(given).toEqual([onto]);
  expect(personalize.version).toBe('1.2.3');
  api.run(['ready', 'no function']);
  expect(browser.warned).toHaveLength(1);
});

test('stats returns a copy of the counts', () => {
  const { personalize } = startPage();
  const stats = personalize.stats();
  stats.captured = 7;
  stats.dropped.mine = 7;
  expect(personalize.stats()).toMatchObject({ captured: 0, dropped: {} });
  expect(personalize.stats().dropped).toEqual({});
});

test('scan searches the document or the given element', async () => {
  const { personalize } = startPage();
  await pass(10);
  const looked: unknown[] = [];
  const { createTreeWalker } = browser.page;
  // On the prototype: an own property is one that markup has created.
  Object.getPrototypeOf(browser.page).createTreeWalker = (root: unknown) => {
    looked.push(root);
    return createTreeWalker.call(browser.page, root);
  };
  const element = new UnitElement();
  personalize.scan(element as never);
  personalize.scan('no element' as never);
  await pass(10);
  personalize.scan();
  await pass(10);
  Object.getPrototypeOf(browser.page).createTreeWalker = createTreeWalker;
  expect(looked).toEqual([element, browser.page, browser.page]);
});

for (const [how, prepare] of [
  ['the option', () => {}],
  [
    'the address',
    () => define('location', { value: { href: 'https://shop.example/a', search: '?personalize_debug' } }),
  ],
  ['localStorage', () => (browser.storage.personalize_debug = '1')],
] as const) {
  test(`the log is turned on by ${how}`, () => {
    prepare();
    startPage({ debug: how === 'the option' });
    expect(browser.logged[0]?.slice(0, 2)).toEqual(['[personalize]', 'init']);
  });
}

test('the log is off by default, also where localStorage is forbidden', () => {
  startPage();
  define('localStorage', {
    get() {
      throw new Error('forbidden');
    },
  });
  startPage();
  expect(browser.logged).toEqual([]);
});

test('if no storage can be written, events are kept in memory and the tag works', async () => {
  const aws = openAws();
  define('localStorage', { value: createStorage(() => new Error('full')) });
  const { personalize } = startPage();
  const first = personalize.sessionId;
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
  expect(personalize.sessionId).toBe(first);
});

test('a request is copied when it is made, also after the tag has started', async () => {
  const asked: unknown[] = [];
  const runtime = {
    createRuntime: () => ({
      recommend: async (request: unknown) => void asked.push(JSON.stringify(request)),
    }),
  };
  const { personalize } = startPage({}, { runtime });
  const request = { recommenderArn: 'arn', context: { DEVICE: 'phone' } };
  const answer = personalize.recommend(request as never);
  request.context.DEVICE = 'changed';
  await answer;
  expect(asked).toEqual(['{"recommenderArn":"arn","context":{"DEVICE":"phone"}}']);
});
