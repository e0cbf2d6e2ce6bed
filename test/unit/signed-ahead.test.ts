/** What is signed ahead goes out in its turn, once, or never. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTransport } from '../../src/aws/aws-transport';
import { createClock } from '../../src/aws/clock';
import { createFetchHandler } from '../../src/aws/fetch-handler';
import { createPut } from '../../src/aws/put';
import { parseOptions } from '../../src/config';
import type { RecordRow } from '../../src/event';
import { rowOf } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';
import { settled } from '../support/unit-timers';

const rows = (prefix: string) => [rowOf(`${prefix}0`), rowOf(`${prefix}1`)];
const items: RecordRow[] = [
  {
    v: 1,
    kind: 'item',
    id: 'i',
    capturedAt: 0,
    datasetArn: 'arn:aws:personalize:us-east-1:1:dataset/d/ITEMS',
    body: { itemId: 'sku-1', properties: '{}' },
  },
];
const good = () => new Response('', { status: 200 });
const refused = () =>
  new Response('{"message":"The security token included in the request is invalid."}', {
    status: 403,
    headers: { 'x-amzn-errortype': 'UnrecognizedClientException' },
  });

let realFetch = globalThis.fetch;
beforeEach(() => {
  realFetch = globalThis.fetch;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** The SDK's own client over a service that answers as told; `keys` are what it may sign with, one after the other. */
function open(answers: (() => Response)[] = [], keys: (string | undefined)[] = ['AKIDFIRST']) {
  const sent: { ids?: string[]; key: string | undefined }[] = [];
  globalThis.fetch = async (_url, init) => {
    const headers = new Headers(init?.headers);
    const body = JSON.parse(new TextDecoder().decode(init?.body as Uint8Array));
    sent.push({
      ids: body.eventList?.map(({ eventId }: { eventId: string }) => eventId),
      key: /Credential=(\w+)/.exec(headers.get('authorization') ?? '')?.[1],
    });
    return (answers.shift() ?? good)();
  };
  const config = parseOptions({ trackingId: 't', identityPoolId: 'us-east-1:1000' }, () => {});
  if (!config) throw new Error('no config');
  const now = () => Date.now();
  const clock = createClock(createTexts(), now);
  let asked = 0;
  const provide = async () => {
    asked++;
    const [accessKeyId] = keys;
    if (accessKeyId === undefined) throw new Error('no credentials yet');
    return { accessKeyId, secretAccessKey: 'secret' };
  };
  const desk = {
    prepare: provide,
    provide,
    areReady: () => true,
    forget: () => void keys.shift(),
  };
  const put = createPut({
    config,
    requestHandler: createFetchHandler(clock.learn),
    credentials: provide,
    clock,
    now,
  });
  /** The first request of the SDK takes a while to get so far. */
  const signing = () => vi.waitUntil(() => asked > 0, { timeout: 10_000 });
  return { sent, keys, signing, ...createTransport({ credentials: desk, clock, put }) };
}

test('it waits for its turn, and is what was signed', async () => {
  const { sent, foresee, send, keys, signing } = open();
  const batch = rows('a');
  foresee(batch);
  await signing();
  await settled();
  expect(sent).toEqual([]);
  keys.unshift('AKIDLATER');
  expect(await send([...batch])).toEqual({ kind: 'delivered' });
  expect(sent).toEqual([{ ids: ['a0', 'a1'], key: 'AKIDFIRST' }]);
});

test('asked for before it is signed, it goes out once it is', async () => {
  const { sent, foresee, send } = open();
  const batch = rows('a');
  foresee(batch);
  await send(batch);
  expect(sent.map(({ ids }) => ids)).toEqual([['a0', 'a1']]);
});

test('users and items are not, since their requests have no turn', async () => {
  const { sent, foresee, send } = open();
  foresee(items);
  await settled();
  expect(sent).toEqual([]);
  await send(items);
  expect(sent).toHaveLength(1);
});

test('where something else goes instead, it never does', async () => {
  const { sent, foresee, send } = open();
  const [batch, other] = [rows('a'), rows('b')];
  foresee(batch);
  await send(other);
  await send(batch.slice(1));
  await settled();
  expect(sent.map(({ ids }) => ids)).toEqual([['b0', 'b1'], ['a1']]);
});

test('what could not be signed then is signed when it is its turn', async () => {
  const { sent, foresee, send, keys, signing } = open([], [undefined]);
  const batch = rows('a');
  foresee(batch);
  await signing();
  await settled();
  keys.unshift('AKIDLATER');
  expect(await send(batch)).toEqual({ kind: 'delivered' });
  expect(sent).toEqual([{ ids: ['a0', 'a1'], key: 'AKIDLATER' }]);
});

test('what was signed by credentials that were refused since is signed anew', async () => {
  const { sent, foresee, send } = open([refused], ['AKIDFIRST', 'AKIDSECOND']);
  const [batch, next] = [rows('a'), rows('b')];
  const sending = send(batch);
  foresee(next);
  expect(await sending).toMatchObject({ kind: 'retry', why: 'credentials' });
  await send(next);
  expect(sent.map(({ key }) => key)).toEqual(['AKIDFIRST', 'AKIDSECOND']);
});
