/** One event that AWS refuses for good does not affect any other event (promise 5). */
import { expect, expectEvents, test } from '../support/test';

test('nine of ten events are delivered, one is reported with the reason', { tag: '@once' }, async ({
  visitor,
  aws,
}) => {
  await visitor.open('/refused.html');
  // Four refused requests: all ten events, then the first half each time, down to the bad event alone.
  const refusal = { operation: 'PutEvents', errorType: 'InvalidInputException', message: 'of no good' };
  aws.faults(refusal, refusal, refusal, refusal);
  const refused = visitor.evaluate(
    () =>
      new Promise((resolve) => {
        window.personalize.on('refused', ({ itemId, eventId, why }) => resolve({ itemId, eventId, why }));
        for (let n = 1; n <= 10; n++) void window.personalize.track('View', { itemId: `sku-${n}` });
      }),
  );
  expect(await refused).toEqual({
    itemId: 'sku-1',
    eventId: expect.any(String),
    why: expect.stringContaining('of no good'),
  });
  await expectEvents(
    aws,
    Array.from({ length: 9 }, (_, index) => ({ itemId: `sku-${index + 2}` })),
  );
  expect(aws.requests('PutEvents').length).toBeLessThanOrEqual(8);
  await visitor.waitFor(() => window.personalize.stats().waiting === 0);
  expect(await visitor.evaluate(() => window.personalize.stats())).toMatchObject({
    captured: 10,
    stored: 10,
    sent: 9,
    refused: 1,
    waiting: 0,
  });
  const warnings = visitor
    .console()
    .filter(({ level, text }) => level === 'warn' && text.includes('refused'));
  expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('View was refused')]);
});
