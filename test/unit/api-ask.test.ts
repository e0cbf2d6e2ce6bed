/**
 * Recommendations: requested through the lazy-loaded chunk, answered within their timeout, and stamped onto elements.
 */

import { expect, test } from 'vitest';
import { failure } from '../../src/browser/failure';
import type { Runtime, RuntimeParts } from '../../src/recommendations/runtime';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { UnitElement } from '../support/unit-nodes';
import { OPTIONS, openPage, pass, startPage } from '../support/unit-page';

useBrowser();

type Asked = [name: string, request: object, signal: AbortSignal];

/** A fake recommendations chunk with the given answers. */
function runtimeThat(answer: (name: string) => Promise<unknown>) {
  const asked: Asked[] = [];
  const parts: RuntimeParts[] = [];
  const ask = (name: string) => (request: object, signal: AbortSignal) => {
    asked.push([name, request, signal]);
    return answer(name);
  };
  const createRuntime = (given: RuntimeParts) => {
    parts.push(given);
    return { recommend: ask('recommend'), rank: ask('rank') } as unknown as Runtime;
  };
  return { asked, parts, chunks: { runtime: { createRuntime } } };
}

test('recommend() and rank() call their operations of the chunk, which is loaded once', async () => {
  const { chunks, asked: questions } = runtimeThat(async (name) => `answer of ${name}`);
  const { personalize, asked } = startPage({}, chunks);
  expect(await personalize.recommend({ recommenderArn: 'r' })).toBe('answer of recommend');
  expect(await personalize.rank({ campaignArn: 'c', inputList: ['a'] })).toBe('answer of rank');
  expect(questions.map(([name, request]) => [name, request])).toEqual([
    ['recommend', { recommenderArn: 'r' }],
    ['rank', { campaignArn: 'c', inputList: ['a'] }],
  ]);
  expect(asked.filter((name) => name.startsWith('runtime'))).toEqual(['runtime 0']);
});

test('a request before init is answered after init', async () => {
  const { chunks } = runtimeThat(async () => 'answer');
  const { personalize } = openPage(chunks);
  const early = personalize.recommend({ recommenderArn: 'r' });
  await pass(100);
  personalize.init(OPTIONS);
  expect(await early).toBe('answer');
});

test('a request fails after its timeout, and the signal of the chunk is aborted', async () => {
  const { chunks, asked } = runtimeThat(() => new Promise(() => {}));
  const { personalize } = startPage({}, chunks);
  const failed = personalize.recommend({ recommenderArn: 'r', timeoutMs: 200 }).catch((error) => error);
  await pass(199);
  expect(asked[0]?.[2].aborted).toBe(false);
  await pass(1);
  expect(await failed).toMatchObject({ name: 'TimeoutError', message: 'no answer within 200 ms' });
  expect(asked[0]?.[2].aborted).toBe(true);
});

test('a request is aborted by its signal', async () => {
  const { chunks, asked } = runtimeThat(() => new Promise(() => {}));
  const { personalize } = startPage({}, chunks);
  const abort = new AbortController();
  const failed = personalize
    .rank({ campaignArn: 'c', inputList: [], signal: abort.signal })
    .catch((error) => error);
  await pass(1);
  abort.abort();
  expect(await failed).toMatchObject({ name: 'AbortError' });
  expect(asked[0]?.[2].aborted).toBe(true);
});

test('an error of the chunk rejects the request, and an unhandled rejection is suppressed', async () => {
  const { chunks } = runtimeThat(async () => {
    throw failure('ResourceNotFoundException', 'no such recommender');
  });
  const { personalize } = startPage({ debug: true }, chunks);
  void personalize.recommend({ recommenderArn: 'r' });
  await pass(1);
  expect(browser.logged.at(-1)).toEqual([
    '[personalize]',
    'recommend',
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  ]);
});

test('a chunk that cannot be loaded causes an OfflineError, and the next request loads it again', async () => {
  const { personalize, asked } = startPage();
  await expect(personalize.recommend({ recommenderArn: 'r' })).rejects.toMatchObject({
    name: 'OfflineError',
    message: 'no chunk runtime',
  });
  await expect(personalize.recommend({ recommenderArn: 'r' })).rejects.toThrow();
  expect(asked.filter((name) => name.startsWith('runtime'))).toEqual(['runtime 0', 'runtime 1']);
});

test('a request is for the known user or else the session, and its answer is used for attribution', async () => {
  const aws = openAws();
  const { chunks, parts } = runtimeThat(async () => 'answer');
  const { personalize } = startPage({}, chunks);
  await personalize.recommend({ recommenderArn: 'r' });
  const [given] = parts;
  expect([given?.visitor.user(), given?.visitor.session()]).toEqual([undefined, personalize.sessionId]);
  personalize.identify('anna');
  expect(given?.visitor.user()).toBe('anna');
  given?.visitor.attribution.offer(['sku-1'], { recommendationId: 'RID-1', source: 'home' });
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.events().flat()).toMatchObject([
    { itemId: 'sku-1', recommendationId: 'RID-1', metricAttribution: { eventAttributionSource: 'home' } },
  ]);
});

test('a request for the session does not extend the session', async () => {
  const { chunks, parts } = runtimeThat(async () => 'answer');
  const { personalize } = startPage({}, chunks);
  await personalize.recommend({ recommenderArn: 'r' });
  const first = parts[0]?.visitor.session();
  await pass(20 * 60_000);
  expect(parts[0]?.visitor.session()).toBe(first);
  await pass(10 * 60_000);
  expect(parts[0]?.visitor.session()).not.toBe(first);
});

test('stamp writes the recommendation id, and the source if the answer has one', () => {
  const { personalize } = startPage();
  const [plain, sourced] = [new UnitElement(), new UnitElement()];
  personalize.stamp(plain as never, { recommendationId: 'RID-1' });
  expect(plain.attributes).toEqual([{ name: 'data-personalize-recommendation-id', value: 'RID-1' }]);
  personalize.stamp(sourced as never, {
    recommendationId: 'RID-2',
    metricAttribution: { eventAttributionSource: 'home' },
  });
  expect(sourced.attributes).toEqual([
    { name: 'data-personalize-recommendation-id', value: 'RID-2' },
    { name: 'data-personalize-attribution-source', value: 'home' },
  ]);
  expect(browser.warned).toEqual([]);
});

test('stamp without an element or an answer writes nothing and warns once', () => {
  const { personalize } = startPage();
  const element = new UnitElement();
  for (const result of [undefined, null, {}, { recommendationId: '' }])
    personalize.stamp(element as never, result as never);
  personalize.stamp('#list' as never, { recommendationId: 'RID-1' });
  personalize.stamp(null as never, { recommendationId: 'RID-1' });
  expect(element.attributes).toEqual([]);
  expect(browser.warned).toEqual(['[personalize] stamp: no element or recommendationId: ignored']);
});
