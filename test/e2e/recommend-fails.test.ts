/** recommend() and rank() reject with a named error and advice. An unhandled rejection is suppressed. */
import { arn, asker } from '../support/recommend-page';
import { expect, test } from '../support/test';

const forYou = { recommenderArn: arn('recommender/local-for-you') };
const ranking = { campaignArn: arn('campaign/local-ranking'), inputList: ['monstera'] };

/** No unhandled rejection has reached the page. */
const isQuiet = { unhandled: [], shelf: 'what the page had' };
const lookAtPage = () => {
  const { unhandled } = globalThis as unknown as { unhandled: string[] };
  return { unhandled, shelf: document.getElementById('shelf')?.textContent };
};

test('errors of the service are reported by name', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const ask = asker(visitor);
  for (const [command, operation, request] of [
    ['recommend', 'GetRecommendations', forYou],
    ['rank', 'GetPersonalizedRanking', ranking],
  ] as const) {
    for (const [fault, name, words] of [
      [{ errorType: 'InvalidInputException', message: 'numResults is odd' }, '', 'numResults is odd'],
      [{ errorType: 'ResourceNotFoundException' }, '', 'check the ids'],
      [{ errorType: 'ThrottlingException', status: 400 }, '', 'less often'],
      [{ errorType: 'ThrottlingException', status: 429 }, '', 'less often'],
      [{ errorType: 'AccessDeniedException', status: 403 }, '', `personalize:${operation}`],
      [{ errorType: 'InternalFailure', status: 500 }, '', operation],
      [{ errorType: 'ServiceUnavailable', status: 503 }, '', operation],
      [
        { body: '<html>Sign in to the hotel</html>', contentType: 'text/html' },
        'OfflineError',
        'not reached',
      ],
      [{ reset: true }, 'OfflineError', 'not reached'],
      [{ cors: false, errorType: 'InvalidInputException' }, 'OfflineError', 'not reached'],
    ] as const) {
      const expected = name || ('errorType' in fault ? fault.errorType : '');
      visitor.allow(/CORS|Cross-Origin|access control|Failed to fetch|ERR_FAILED/i);
      // A browser may retry a reset request by itself.
      aws.faults({ operation, ...fault, times: 2 });
      expect(await ask(command, request), JSON.stringify(fault)).toEqual({
        name: expected,
        message: expect.stringContaining(words),
      });
      aws.clearFaults();
    }
    expect(await ask(command, request)).toHaveProperty('recommendationId');
  }
  expect(await visitor.evaluate(lookAtPage)).toEqual(isQuiet);
});

test('invalid requests are rejected before they are sent', { tag: '@once' }, async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const ask = asker(visitor);
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `item-${at}`);
  for (const [command, request, words] of [
    ['recommend', {}, 'either recommenderArn or campaignArn'],
    ['recommend', { recommenderArn: arn('solution/x') }, 'not the ARN of a recommender'],
    ['recommend', { ...forYou, numResults: 501 }, 'from 0 to 500'],
    ['recommend', { ...forYou, numResults: 51, metadataColumns: ['TITLE'] }, 'from 0 to 50'],
    ['recommend', { ...forYou, promotions: [{}, {}] }, 'at most one promotion'],
    ['recommend', { ...forYou, filterArn: arn('filter/a'), filterValues: { A: 'a "b"' } }, 'quotation mark'],
    ['rank', { ...ranking, inputList: ids(501) }, 'a list of 1 to 500 item ids'],
    ['rank', { ...ranking, inputList: ids(51), metadataColumns: ['TITLE'] }, '1 to 50 item ids'],
    ['rank', { ...ranking, inputList: [] }, 'a list of 1 to 500'],
    ['rank', { inputList: ['monstera'] }, 'campaignArn'],
  ] as const) {
    expect(await ask(command, request), words).toEqual({
      name: 'InvalidInputException',
      message: expect.stringContaining(words),
    });
  }
  expect(aws.requests()).toEqual([]);
});

test('timeout, abort and outage reject, and the next request works', async ({ visitor, aws }) => {
  await visitor.open('/recommend.html');
  const ask = asker(visitor);
  await ask('recommend', { ...forYou, cacheMs: 0 });
  aws.faults({ operation: 'GetRecommendations', delayMs: 20_000, times: 2 });
  expect(await ask('recommend', { ...forYou, cacheMs: 0, timeoutMs: 200 })).toEqual({
    name: 'TimeoutError',
    message: 'no answer within 200 ms',
  });
  const aborted = await visitor.evaluate(async (request) => {
    const wish = new AbortController();
    const answer = window.personalize.recommend({ ...request, cacheMs: 0, signal: wish.signal });
    setTimeout(() => wish.abort(), 200);
    const late = window.personalize.recommend({ ...request, signal: AbortSignal.abort() });
    return Promise.all([answer, late].map((each) => each.catch(({ name }: Error) => name)));
  }, forYou);
  expect(aborted).toEqual(['AbortError', 'AbortError']);
  // The network requests were aborted, too: they ended long before their answer was due.
  await aws.until(
    () =>
      aws.requests('GetRecommendations').filter(({ status, ms }) => status === 0 && ms > 0 && ms < 10_000)
        .length === 2,
    'requests that were abandoned',
  );

  await aws.down();
  expect(await ask('recommend', { ...forYou, cacheMs: 0 })).toMatchObject({ name: 'OfflineError' });
  // The result is not awaited, so its rejection must be suppressed.
  await visitor.evaluate((request) => void window.personalize.recommend({ ...request, cacheMs: 0 }), forYou);
  await aws.up();
  expect(await ask('recommend', { ...forYou, cacheMs: 0 })).toHaveProperty('itemList');
  aws.expireCredentials();
  expect(await ask('recommend', { ...forYou, cacheMs: 0 })).toHaveProperty('itemList');
  expect(await visitor.evaluate(lookAtPage)).toEqual(isQuiet);
});

test('an abort by one caller does not affect another caller of the same request', async ({
  visitor,
  aws,
}) => {
  await visitor.open('/recommend.html');
  aws.faults({ operation: 'GetRecommendations', delayMs: 500 });
  const outcome = await visitor.evaluate(async (request) => {
    const wish = new AbortController();
    const both = [wish.signal, new AbortController().signal].map((signal) =>
      window.personalize.recommend({ ...request, signal }),
    );
    setTimeout(() => wish.abort(), 100);
    return Promise.all(
      both.map((each) =>
        each.then(
          ({ itemList }) => itemList.length,
          ({ name }) => name,
        ),
      ),
    );
  }, forYou);
  expect(outcome).toEqual(['AbortError', 25]);
  expect(aws.requests('GetRecommendations')).toHaveLength(1);
});

test('recommend() rejects if the tag is off or its chunk cannot be loaded', async ({ visitor, site }) => {
  visitor.allow(/personalize-runtime\.min\.js/);
  let asked = 0;
  site.route('/dist/personalize-runtime.min.js', (_, response, serve) => {
    asked++;
    if (asked === 1) return void response.writeHead(404).end();
    return serve();
  });
  await visitor.open('/recommend.html');
  const ask = asker(visitor);
  expect(await ask('recommend', forYou)).toEqual({
    name: 'OfflineError',
    message: expect.stringContaining('/dist/personalize-runtime.min.js'),
  });
  expect(await ask('recommend', forYou)).toHaveProperty('itemList');
  await visitor.evaluate(() => window.personalize.stop());
  expect(await ask('recommend', forYou)).toEqual({ name: 'UnavailableError', message: 'the tag is stopped' });
  expect(await ask('rank', ranking)).toMatchObject({ name: 'UnavailableError' });
  expect(await visitor.evaluate(lookAtPage)).toEqual(isQuiet);
});
