/** Recommendations: asked through the chunk that has them, in time or not at all, and written onto what shows them. */

import { expect, test } from 'vitest';
import { failure } from '../../src/browser/failure';
import type { Runtime, RuntimeParts } from '../../src/recommendations/runtime';
import { openAws } from '../support/unit-aws';
import { browser, useBrowser } from '../support/unit-browser';
import { UnitElement } from '../support/unit-nodes';
import { OPTIONS, openPage, pass, startPage } from '../support/unit-page';

useBrowser();

type Asked = [name: string, request: object, signal: AbortSignal];

/** A chunk of recommendations that answers as told. */
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

test('each question goes to its operation of the chunk, which is loaded once', async () => {
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

test('a question before init is answered after it', async () => {
  const { chunks } = runtimeThat(async () => 'answer');
  const { personalize } = openPage(chunks);
  const early = personalize.recommend({ recommenderArn: 'r' });
  await pass(100);
  personalize.init(OPTIONS);
  expect(await early).toBe('answer');
});

test('after its time it fails, and the chunk is told', async () => {
  const { chunks, asked } = runtimeThat(() => new Promise(() => {}));
  const { personalize } = startPage({}, chunks);
  const failed = personalize.recommend({ recommenderArn: 'r', timeoutMs: 200 }).catch((error) => error);
  await pass(199);
  expect(asked[0]?.[2].aborted).toBe(false);
  await pass(1);
  expect(await failed).toMatchObject({ name: 'TimeoutError', message: 'no answer within 200 ms' });
  expect(asked[0]?.[2].aborted).toBe(true);
});

test('it is abandoned by its signal', async () => {
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

test('what the chunk throws is what the page is told, and nobody has to listen', async () => {
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

test('a chunk that does not come is an OfflineError, and is asked for again by the next question', async () => {
  const { personalize, asked } = startPage();
  await expect(personalize.recommend({ recommenderArn: 'r' })).rejects.toMatchObject({
    name: 'OfflineError',
    message: 'no chunk runtime',
  });
  await expect(personalize.recommend({ recommenderArn: 'r' })).rejects.toThrow();
  expect(asked.filter((name) => name.startsWith('runtime'))).toEqual(['runtime 0', 'runtime 1']);
});

test('it is asked for the known user, else for the session, and what comes is credited to the answer', async () => {
  const aws = openAws();
  const { chunks, parts } = runtimeThat(async () => 'answer');
  const { personalize } = startPage({}, chunks);
  await personalize.recommend({ recommenderArn: 'r' });
  const [given] = parts;
  expect([given?.user(), given?.session()]).toEqual([undefined, personalize.sessionId]);
  personalize.identify('anna');
  expect(given?.user()).toBe('anna');
  given?.offer(['sku-1'], { recommendationId: 'RID-1', source: 'home' });
  void personalize.track('View', { itemId: 'sku-1' });
  await pass(2000);
  expect(aws.events().flat()).toMatchObject([
    { itemId: 'sku-1', recommendationId: 'RID-1', metricAttribution: { eventAttributionSource: 'home' } },
  ]);
});

test('to ask for the session is no activity of the visitor', async () => {
  const { chunks, parts } = runtimeThat(async () => 'answer');
  const { personalize } = startPage({}, chunks);
  await personalize.recommend({ recommenderArn: 'r' });
  const first = parts[0]?.session();
  await pass(20 * 60_000);
  expect(parts[0]?.session()).toBe(first);
  await pass(10 * 60_000);
  expect(parts[0]?.session()).not.toBe(first);
});

test('stamp writes the recommendation, and its source where there is one', () => {
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

test('stamp without an element or an answer writes nothing and says so once', () => {
  const { personalize } = startPage();
  const element = new UnitElement();
  for (const result of [undefined, null, {}, { recommendationId: '' }])
    personalize.stamp(element as never, result as never);
  personalize.stamp('#list' as never, { recommendationId: 'RID-1' });
  personalize.stamp(null as never, { recommendationId: 'RID-1' });
  expect(element.attributes).toEqual([]);
  expect(browser.warned).toEqual(['[personalize] stamp: no element or recommendationId: ignored']);
});
