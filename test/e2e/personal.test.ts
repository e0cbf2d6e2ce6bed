/** Addresses, cards and tokens of a page are neither stored nor sent, unless an attribute maps them, and then refused. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** All keys and values in this browser, as text. */
const contents = (visitor: Visitor): Promise<string[]> =>
  visitor.evaluate(async () => {
    const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name as string);
        request.onsuccess = () => resolve(request.result);
      });
      for (const each of db.objectStoreNames) {
        const store = db.transaction(each).objectStore(each);
        for (const request of [store.getAllKeys(), store.getAll()]) {
          await new Promise((resolve) => request.addEventListener('success', resolve));
          all.push(...request.result);
        }
      }
      db.close();
    }
    return all.map((each) => JSON.stringify(each));
  });

const NEEDLES = /anna|4111|49151|eyJ/;

test('nothing personal in URL, title, text, forms or attributes is stored or sent', async ({
  visitor,
  aws,
}) => {
  await visitor.open(
    '/personal.html?mail=anna@shop.example&card=4111111111111111&token=eyJhbGciOiJIUzI1NiJ9#+4915112345678',
  );
  await visitor.waitFor(() => window.personalize.stats().captured >= 1);
  await visitor.click('#item');
  await visitor.click('#send');
  await visitor.waitFor(() => window.personalize.stats().stored >= 3);
  const kept = await contents(visitor);
  expect(kept.filter((each) => each.includes('"itemId":"form"'))).toHaveLength(1);
  expect(kept.filter((each) => NEEDLES.test(each))).toEqual([]);
  await visitor.evaluate(() => window.personalize.flush());
  await expectEvents(aws, [
    { eventType: 'View', itemId: 'item', properties: { colour: 'blue' } },
    { eventType: 'Click', itemId: 'item', properties: { colour: 'blue' } },
    { eventType: 'Order', itemId: 'form' },
  ]);
  expect(
    aws
      .requests()
      .map((each) => JSON.stringify(each))
      .filter((text) => NEEDLES.test(text)),
  ).toEqual([]);
  expect(
    visitor
      .console()
      .map(({ text }) => text)
      .filter((text) => NEEDLES.test(text)),
  ).toEqual([]);
  expect(visitor.console().some(({ text }) => text.includes('"mail" is personal data'))).toBe(true);
});

test('a card, a phone number and a token are no user, and an address is one with a warning', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/identity.html?userId=4111-1111-1111-1111');
  const users = await visitor.evaluate(async () => {
    const { personalize } = window;
    const token = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${'x'.repeat(300)}`;
    const known: unknown[] = [];
    for (const id of ['+4915112345678', token, 'anna@shop.example', '4111111111111111']) {
      personalize.identify(id);
      known.push(personalize.userId ?? null);
    }
    await personalize.track('View', { itemId: '4111111111111111', eventId: '+4915112345678' });
    return known;
  });
  expect(users).toEqual([null, null, 'anna@shop.example', 'anna@shop.example']);
  await expectEvents(aws, [
    { itemId: '4111111111111111', eventId: '+4915112345678', userId: 'anna@shop.example' },
  ]);
  const messages = visitor.console().map(({ text }) => text);
  expect(messages.filter((text) => NEEDLES.test(text))).toEqual([]);
  expect(messages.filter((text) => text.includes('userId'))).toHaveLength(2);
});

test('with refuse off, placeholders are users and personal data is sent', async ({ visitor, aws }) => {
  await visitor.open('/bad-input.html?off');
  const users = await visitor.evaluate(async () => {
    const { personalize } = window;
    const { options } = globalThis as unknown as { options: Parameters<typeof personalize.init>[0] };
    personalize.init({ ...options, refuse: { placeholders: false, personal: false } });
    const known: unknown[] = [];
    for (const id of ['guest', null, '4111111111111111']) {
      personalize.identify(id as string);
      known.push(personalize.userId ?? null);
    }
    await personalize.track('View', { itemId: 'sent', properties: { mail: 'anna@shop.example' } });
    return known;
  });
  expect(users).toEqual(['guest', null, '4111111111111111']);
  await expectEvents(aws, [
    { itemId: 'sent', userId: '4111111111111111', properties: { mail: 'anna@shop.example' } },
  ]);
});
