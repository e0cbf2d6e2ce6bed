/** Users and items, from the commands to PutUsers and PutItems. */

import { createStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { DATABASE } from '../../src/outbox/outbox';
import { failing, openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { pass, startPage } from '../support/unit-page';
import { storedClaims } from '../support/unit-tab';

useBrowser();

const usersDatasetArn = 'arn:aws:personalize:us-east-1:1:dataset/d/USERS';
const itemsDatasetArn = 'arn:aws:personalize:us-east-1:1:dataset/d/ITEMS';

test('traits are sent as the user, and again only when they have changed', async () => {
  const aws = openAws();
  const { personalize } = startPage({ usersDatasetArn });
  for (const plan of ['Gold', 'Gold', 'Silver']) {
    personalize.identify('anna', { MEMBER_PLAN: plan });
    await pass(2000);
  }
  expect(aws.named('users').map(({ body }) => body)).toEqual([
    { datasetArn: usersDatasetArn, users: [{ userId: 'anna', properties: '{"memberPlan":"Gold"}' }] },
    { datasetArn: usersDatasetArn, users: [{ userId: 'anna', properties: '{"memberPlan":"Silver"}' }] },
  ]);
  expect(personalize.stats().dropped).toEqual({ unchanged: 1 });
  expect(browser.warned).toEqual([]);
});

test('without traits nothing is sent', async () => {
  const aws = openAws();
  const { personalize } = startPage({ usersDatasetArn });
  personalize.identify('anna');
  personalize.identify('bert', null as never);
  await pass(2000);
  expect(aws.named('users')).toEqual([]);
  expect(browser.warned).toEqual([]);
});

test('flush() sends entities that were given before the chunk has loaded', async () => {
  const aws = openAws();
  const { personalize } = startPage({ itemsDatasetArn });
  void personalize.putItems({ itemId: 'sku-1', properties: { price: 1 } } as never);
  const flushed = personalize.flush();
  await pass(2000);
  expect(await flushed).toMatchObject({ sent: 1, waiting: 0 });
  expect(aws.named('items')).toHaveLength(1);
});

test('items are sent in one call, also a single one, and counted', async () => {
  const aws = openAws();
  const { personalize } = startPage({ itemsDatasetArn });
  const many = personalize.putItems([
    { itemId: 'sku-1', properties: { price: 1 } },
    { itemId: 'sku-2', properties: { genres: ['Lamp', 'Home'] } },
  ]);
  const single = personalize.putItems({ itemId: 'sku-3', properties: { price: 3 } } as never);
  await pass(2000);
  expect([await many, await single]).toEqual([2, 1]);
  expect(aws.named('items').map(({ body }) => body)).toEqual([
    {
      datasetArn: itemsDatasetArn,
      items: [
        { itemId: 'sku-1', properties: '{"price":1}' },
        { itemId: 'sku-2', properties: '{"genres":"Lamp|Home"}' },
        { itemId: 'sku-3', properties: '{"price":3}' },
      ],
    },
  ]);
});

test('an item that cannot be read causes a warning and is not counted, and one without an id is dropped', async () => {
  const aws = openAws();
  const { personalize } = startPage({ itemsDatasetArn });
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const put = personalize.putItems([
    { itemId: 'bad', properties: circular },
    { itemId: 'good', properties: { price: 1 } },
    null as never,
  ]);
  await pass(2000);
  expect(await put).toBe(2);
  expect(aws.named('items').map(({ body }) => body.items)).toEqual([
    [{ itemId: 'good', properties: '{"price":1}' }],
  ]);
  expect(browser.warned[0]).toMatch(/^\[personalize\] item "bad" cannot be read \(.+\): ignored$/s);
  expect(personalize.stats().dropped).toEqual({ itemId: 1 });
});

test('without their datasets users and items are ignored with a warning', async () => {
  const aws = openAws();
  const { personalize } = startPage();
  personalize.identify('anna', { plan: 'Gold' });
  expect(await personalize.putItems([{ itemId: 'sku-1', properties: { price: 1 } }])).toBe(0);
  await pass(2000);
  expect([...aws.named('users'), ...aws.named('items')]).toEqual([]);
  expect(browser.warned).toEqual([
    '[personalize] option usersDatasetArn is missing: properties are ignored',
    '[personalize] option itemsDatasetArn is missing: properties are ignored',
  ]);
});

test('a user or item that the service refuses becomes a dead letter under its name', async () => {
  openAws(({ name }) => (name === 'users' ? failing('InvalidInputException') : undefined));
  const { personalize } = startPage({ usersDatasetArn });
  personalize.identify('anna', { colour: 'red' });
  await pass(2000);
  expect(personalize.refused()).toEqual([
    { userId: 'anna', properties: '{"colour":"red"}', why: 'InvalidInputException: of the service' },
  ]);
  expect(browser.warned).toEqual([
    '[personalize] user anna was refused by Personalize (InvalidInputException: of the service): not sent again, see refused()',
  ]);
});

test('a dataset that fails causes a warning, and blocks no event', async () => {
  const aws = openAws(({ name }) => (name === 'items' ? failing('AccessDeniedException', 403) : undefined));
  const { personalize } = startPage({ itemsDatasetArn });
  void personalize.putItems([{ itemId: 'sku-9', properties: { price: 1 } }]);
  const tracked = personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.eventIds()).toEqual([[await tracked]]);
  expect(browser.warned).toEqual([
    '[personalize] items are kept, not sent: AccessDeniedException: of the service',
  ]);
  expect(personalize.stats().waiting).toBe(1);
});

test('events, users and items that are sent at the same time have separate claims', async () => {
  openAws(({ name }) => (/events|users|items/.test(name) ? new Promise(() => {}) : undefined));
  const { personalize } = startPage({ itemsDatasetArn, usersDatasetArn });
  void personalize.track('View', { itemId: 'sku-1' });
  personalize.identify('anna', { plan: 'Gold' });
  void personalize.putItems([{ itemId: 'sku-1', properties: { price: 1 } }]);
  await pass(2000);
  const claims = await storedClaims(createStore(DATABASE, 'outbox'));
  expect(claims.map(({ rows }) => rows.length)).toEqual([1, 1, 1]);
});
