/**
 * Event types are limited: the eleventh type is warned about, on whichever pages of the site the first ten were sent.
 */
import { expect, expectEvents, test } from '../support/test';

test('the eleventh event type is warned about, across pages, and still sent', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  const types = Array.from({ length: 11 }, (_, index) => `Type${index + 1}`);
  const send = async (some: string[]) => {
    await visitor.open('/stop.html');
    await visitor.evaluate(async (each) => {
      for (const type of each) await window.personalize.track(type, { itemId: 'item' });
      await window.personalize.flush();
    }, some);
  };
  const warnings = () =>
    visitor.console().filter(({ text }) => text.includes('exceeds the Personalize limit'));

  await send(types.slice(0, 6));
  await send(types.slice(2, 10));
  await expectEvents(
    aws,
    [...types.slice(0, 6), ...types.slice(2, 10)].map((eventType) => ({ eventType })),
  );
  expect(warnings()).toEqual([]);
  await send(types.slice(9));
  expect(warnings().map(({ text }) => text)).toEqual([
    `[personalize] event type "Type11" exceeds the Personalize limit of 10 per dataset group; already sent: ${types.slice(0, 10).join(', ')}`,
  ]);
  await expectEvents(aws, [{ eventType: 'Type11' }], { extra: true });
  expect(await visitor.evaluate(() => localStorage.getItem('personalize.types') ?? '')).toContain('Type10');
  await visitor.evaluate(() => window.personalize.forget());
  expect(await visitor.evaluate(() => localStorage.getItem('personalize.types'))).toBeNull();
});
