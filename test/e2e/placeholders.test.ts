/** Placeholders, white space and templates that were not rendered never become ids. */
import { expect, expectEvents, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const warnings = (visitor: Visitor) =>
  visitor
    .console()
    .map(({ text }) => text)
    .filter((text) => text.startsWith('[personalize]'));

test('a placeholder as the id of a user signs out, wherever it is given', async ({ visitor, aws }) => {
  await visitor.open('/identity.html?userId=user-1');
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'known' }));
  await visitor.evaluate(() => {
    window.personalize.identify(' GUEST ');
    return window.personalize.track('View', { itemId: '0' });
  });
  await visitor.evaluate(() => {
    window.personalize.identify(' user-2\n');
    return window.personalize.track('View', { itemId: 'trimmed' });
  });
  const sessionId = await visitor.evaluate(() => window.personalize.sessionId);
  await visitor.open('/identity.html?userId=(not set)');
  expect(await visitor.evaluate(() => window.personalize.userId ?? 'nobody')).toBe('nobody');
  expect(await visitor.evaluate(() => window.personalize.sessionId)).not.toBe(sessionId);
  await visitor.evaluate(() => window.personalize.track('View', { itemId: 'not set' }));
  await expectEvents(
    aws,
    [
      { itemId: 'known', userId: 'user-1' },
      { itemId: '0', userId: undefined },
      { itemId: 'trimmed', userId: 'user-2' },
      { itemId: 'not set', userId: undefined },
    ],
    { repeats: true },
  );
  expect(warnings(visitor)).toEqual([
    '[personalize] userId " GUEST " is not a user: reset',
    '[personalize] userId "(not set)" is not a user: reset',
  ]);
});

test('ids, types and sources are trimmed', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  await visitor.evaluate(() => {
    document.body.innerHTML = `<section data-personalize-recommendation-id=" RID-1 "
      data-personalize-attribution-source=" home"><button data-personalize-item-id="\n sku-1 "
      data-personalize-event-type=" Wish " data-personalize-event-value=" 5 ">sku-1</button></section>
      <button data-personalize-item-id="sku-2" data-personalize-event-type=" none ">off</button>`;
  });
  await visitor.click('section button');
  await visitor.click('body > button');
  await visitor.evaluate(() =>
    window.personalize.track(' View\n', {
      itemId: ' sku-3 ',
      recommendationId: ' RID-2 ',
      eventId: ' own ',
      metricAttribution: { eventAttributionSource: ' mail ' },
    }),
  );
  const reason = await visitor.evaluate(async () => {
    await window.personalize.track('View', { itemId: ' \t' });
    await window.personalize.track('  ', { itemId: 'sku-4' });
    return window.personalize.stats().dropped;
  });
  expect(reason).toEqual({ itemId: 1, eventType: 1 });
  await expectEvents(aws, [
    {
      eventType: 'Wish',
      itemId: 'sku-1',
      eventValue: 5,
      recommendationId: 'RID-1',
      metricAttribution: { eventAttributionSource: 'home' },
    },
    {
      eventType: 'View',
      itemId: 'sku-3',
      recommendationId: 'RID-2',
      eventId: 'own',
      metricAttribution: { eventAttributionSource: 'mail' },
    },
  ]);
});

test('a template that was not rendered is named, and its item is not sent', async ({ visitor, aws }) => {
  await visitor.open('/click.html');
  await visitor.evaluate(() => {
    const ids = ['{{id}}', `sku-$${'{id}'}`, '&lt;%= id %>'];
    document.body.innerHTML = `${ids.map((id) => `<button data-personalize-item-id="${id}">${id}</button>`).join('')}
      <a data-personalize-item-id="good" data-personalize-event-value="{{price}}">good</a>`;
    window.personalize.identify('{{ user.id }}');
  });
  for (const nth of [1, 2, 3]) await visitor.click(`button:nth-of-type(${nth})`);
  await visitor.click('a');
  await expectEvents(aws, [{ itemId: 'good', eventValue: undefined, userId: undefined }]);
  const expected = ['{{ user.id }}', '{{id}}', `sku-$${'{id}'}`, '<%= id %>', '{{price}}'];
  for (const text of expected)
    expect(warnings(visitor)).toContainEqual(
      expect.stringContaining(`unrendered template "${text}" is not a`),
    );
});

test('localStorage.clear() ends the session, the user and the attribution, and loses no event', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/identity.html?userId=user-1');
  const track = (itemId: string, recommendationId?: string) =>
    visitor.evaluate(
      (id, from) => window.personalize.track('Click', { itemId: id, recommendationId: from }),
      itemId,
      recommendationId,
    );
  await track('before', 'RID-1');
  const first = await visitor.evaluate(() => window.personalize.sessionId);
  await visitor.evaluate(() => localStorage.clear());
  await track('before');
  await track('after');
  const second = await visitor.evaluate(() => window.personalize.sessionId);
  expect(second).not.toBe(first);
  await expectEvents(
    aws,
    [
      { itemId: 'before', sessionId: first, userId: 'user-1', recommendationId: 'RID-1' },
      { itemId: 'before', sessionId: second, userId: undefined, recommendationId: undefined },
      { itemId: 'after', sessionId: second, userId: undefined },
    ],
    { repeats: true },
  );
});
