/** Without an answer in time, the slot keeps the page's own content, and an event reports the reason. */
import { addSlot, allReported, arn, untilReported } from '../support/recommend-page';
import { expect, test } from '../support/test';

const OWN = '<template><b>{itemId}</b></template><i>what the page had</i>';
const recommend = arn('recommender/local-most-viewed');

const look = () => {
  const { unhandled } = globalThis as unknown as { unhandled: string[] };
  return {
    unhandled,
    texts: [...document.querySelectorAll('div')].map((slot) => slot.textContent?.trim()),
    stamped: document.querySelectorAll('div[data-personalize-recommendation-id]').length,
  };
};

test('invalid attributes fail with InvalidInputException', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/slots.html?none');
  const wrong: [Record<string, string>, string, RegExp][] = [
    [{ recommend: arn('solution/x') }, OWN, /is not the ARN of a recommender or campaign/],
    [{ recommend: 'for-you' }, OWN, /"for-you" is not the ARN/],
    [{ recommend, 'filter-values': '{CATEGORY: 1}' }, OWN, /data-personalize-filter-values is not JSON/],
    [{ recommend, 'num-results': 'many' }, OWN, /numResults/],
    [{ recommend }, '<i>what the page had</i>', /no <template>/],
    [
      { rank: recommend },
      '<i data-personalize-item-id="a">what the page had</i>',
      /not the ARN of a campaign/,
    ],
    [{ rank: arn('campaign/local-ranking') }, '<i>what the page had</i>', /a list of 1 to 500/],
  ];
  for (const [attributes, inner] of wrong) await addSlot(visitor, attributes, inner);
  const reported = await untilReported(visitor, wrong.length);
  for (const [at, [, , message]] of wrong.entries()) {
    expect(reported.find(({ id }) => id === `slot-${at}`)).toEqual({
      type: 'personalize:failed',
      id: `slot-${at}`,
      name: 'InvalidInputException',
      message: expect.stringMatching(message),
    });
  }
  expect(await visitor.evaluate(look)).toEqual({
    unhandled: [],
    texts: wrong.map(() => 'what the page had'),
    stamped: 0,
  });
  expect(aws.requests()).toEqual([]);
});

test('failures of the service leave the page content unchanged', async ({ visitor, aws }) => {
  await visitor.open('/slots.html?none');
  const faults = [
    [{ errorType: 'ThrottlingException', status: 400 }, 'ThrottlingException'],
    [{ errorType: 'ResourceNotFoundException' }, 'ResourceNotFoundException'],
    [{ errorType: 'AccessDeniedException', status: 403 }, 'AccessDeniedException'],
    [{ status: 500 }, ''],
    [
      { body: '{"itemList":[],"recommendationId":"RID-none"}', contentType: 'application/json' },
      'NoResultsError',
    ],
    [{ hang: true }, 'TimeoutError'],
  ] as const;
  for (const [at, [fault, name]] of faults.entries()) {
    aws.faults({ operation: 'GetRecommendations', ...fault });
    await addSlot(visitor, { recommend, 'num-results': `${at + 1}`, timeout: '3000' }, OWN);
    const reported = await untilReported(visitor, at + 1);
    expect(reported[at]).toMatchObject({ type: 'personalize:failed', ...(name && { name }) });
  }
  await aws.down();
  await addSlot(visitor, { recommend }, OWN);
  expect((await untilReported(visitor, faults.length + 1)).at(-1)).toMatchObject({ name: 'OfflineError' });
  await aws.up();
  expect(await visitor.evaluate(look)).toEqual({
    unhandled: [],
    texts: Array(faults.length + 1).fill('what the page had'),
    stamped: 0,
  });
});

test('an answer that arrives after one second is ignored', async ({ visitor, aws }) => {
  await visitor.open('/slots.html?none');
  aws.faults({ operation: 'GetRecommendations', delayMs: 1500 });
  const began = await visitor.evaluate(() => performance.now());
  await addSlot(visitor, { recommend }, OWN);
  expect((await untilReported(visitor, 1))[0]).toMatchObject({ name: 'TimeoutError' });
  await visitor.waitFor((since) => performance.now() - since > 3000, began);
  expect(await visitor.evaluate(look)).toMatchObject({ texts: ['what the page had'], stamped: 0 });
  expect(await allReported(visitor)).toHaveLength(1);
});
