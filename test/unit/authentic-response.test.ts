/**
 * Only an answer of AWS counts: an answer made by a service worker or a script is rejected, and its date is not used.
 */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { byWorker, overNetwork } from '../support/unit-network';
import { createTexts } from '../support/unit-storage';

const NOW = Date.UTC(2026, 10, 22, 12);
const HERE = 'https://shop.example';
const realFetch = globalThis.fetch;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('location', { origin: HERE });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  globalThis.fetch = realFetch;
});

const request = (over: object = {}) => ({
  protocol: 'https:',
  hostname: 'events.example',
  path: '/events',
  method: 'POST',
  headers: { 'x-amz-date': '20261122T120000Z' },
  body: '{}',
  ...over,
});

function open(storage = createTexts()) {
  const dates: number[] = [];
  let next: (url: string) => Response;
  globalThis.fetch = (async (url: string) => next(url)) as typeof fetch;
  const { handle } = createFetchHandler((at) => dates.push(at), {}, storage);
  return {
    dates,
    ask(answer: typeof next, over?: object) {
      next = answer;
      return handle(request(over)).then(
        ({ response }) => response.statusCode,
        (error: Error) => error.message,
      );
    },
  };
}

const NONE = 'the response is not from AWS';
const date = new Date(NOW).toUTCString();
const made = (headers: Record<string, string> = {}, status = 200) =>
  new Response(null, { status, headers: { date, ...headers } });
const real = (headers?: Record<string, string>, status?: number) => (url: string) =>
  overNetwork(made(headers, status), url);
const id = (n: number) => ({ 'x-amzn-requestid': `0000000${n}-0000-4000-8000-000000000000` });

test('an answer made by a service worker or a script of the page is rejected, whatever its status', async () => {
  for (const status of [200, 204, 403, 413, 503]) {
    const { ask, dates } = open();
    expect(await ask((url) => byWorker(made({}, status), url))).toBe(NONE);
    expect(await ask(() => made({}, status))).toBe(NONE);
    expect(dates).toEqual([]);
    expect(await ask(real())).toBe(200);
    expect(dates.length).toBe(1);
  }
});

test('an answer that is opaque, redirected or from another address is rejected', async () => {
  const { ask, dates } = open();
  const with_ = (members: object) => (url: string) =>
    Object.defineProperties(
      overNetwork(made(id(1)), url),
      Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value }])),
    );
  expect(await ask(with_({ type: 'opaque', status: 0, ok: false }))).toBe(NONE);
  expect(await ask(with_({ redirected: true }))).toBe(NONE);
  expect(await ask(with_({ url: 'https://events.example/events?again' }))).toBe(NONE);
  expect(await ask(with_({ url: `${HERE}/offline.html`, type: 'basic' }))).toBe(NONE);
  expect(dates).toEqual([]);
});

test('an answer that a service worker has cached is recognized by its id', async () => {
  const { ask, dates } = open();
  expect(await ask(real(id(1)))).toBe(200);
  expect(await ask(real(id(2)))).toBe(200);
  expect(await ask(real(id(1)))).toBe(NONE);
  expect(await ask(real(id(1), 503))).toBe(NONE);
  expect(dates.length).toBe(2);
  expect(await ask(real(id(3)))).toBe(200);
});

test('an answer of an earlier page is recognized among the last fifty ids of its host', async () => {
  const cognito = { hostname: 'cognito.example', headers: {} };
  const storage = createTexts();
  const before = open(storage);
  expect(await before.ask(real(id(1)), cognito)).toBe(200);
  for (let n = 100; n < 151; n++) expect(await before.ask(real(id(n)))).toBe(200);
  expect(JSON.parse(storage.texts.get('personalize.answers') ?? '')).toHaveLength(51);
  const { ask } = open(storage);
  expect(await ask(real(id(1)), cognito)).toBe(NONE);
  expect(await ask(real(id(150)))).toBe(NONE);
  expect(await ask(real(id(101)))).toBe(NONE);
  // Older ones of Personalize are recognized by their date.
  expect(await ask(real(id(100)))).toBe(200);
  for (const damaged of ['{"of":"nobody"}', '[null,1,"x",[]]']) {
    storage.texts.set('personalize.answers', damaged);
    expect(await open(storage).ask(real(id(150)))).toBe(200);
  }
});

const at = (ms: number, n: number) => ({ date: new Date(NOW + ms).toUTCString(), ...id(n) });

test('an answer of an earlier page is rejected once for its date, and then for its id', async () => {
  for (const ms of [-76_000, 76_000, -86_400_000]) {
    const { ask, dates } = open();
    for (let n = 0; n < 3; n++) expect(await ask(real(at(ms, 1)))).toBe(NONE);
    expect(dates).toEqual([]);
    expect(await ask(real(at(0, 2)))).toBe(200);
    expect(await ask(real(at(ms, 3)), { path: '/users' })).toBe(NONE);
  }
});

test('if the clock of the device is wrong by that much, the request is repeated once', async () => {
  const { ask, dates } = open();
  expect(await ask(real(at(-75_000, 1)))).toBe(200);
  expect(await ask(real(at(-120_000, 2)))).toBe(NONE);
  expect(await ask(real(at(-120_000, 3)))).toBe(200);
  expect(dates.length).toBe(2);
  const hidden = open();
  expect(await hidden.ask(real({ date: new Date(NOW + 120_000).toUTCString() }))).toBe(NONE);
  expect(await hidden.ask(real({ date: new Date(NOW + 120_000).toUTCString() }))).toBe(200);
});

test('an error with that date is accepted: it shows how wrong the clock of the device is', async () => {
  const { ask, dates } = open();
  expect(await ask(real({ date: new Date(NOW + 7_200_000).toUTCString(), ...id(1) }, 403))).toBe(403);
  expect(dates).toEqual([NOW + 7_200_500]);
});

test('after a success with a request id, a success of the same host without one is rejected', async () => {
  const { ask, dates } = open();
  expect(await ask(real(id(1), 503))).toBe(503);
  expect(await ask(real())).toBe(200);
  expect(await ask(real(id(2)))).toBe(200);
  expect(await ask(real())).toBe(NONE);
  expect(dates.length).toBe(3);
  // An error without an id cannot be checked; another host may hide the id.
  expect(await ask(real({}, 503))).toBe(503);
  expect(await ask(real(), { hostname: 'other.example' })).toBe(200);
});

test('an answer of AWS that a service worker has wrapped in a new Response is accepted once, by its id', async () => {
  const { ask } = open();
  expect(await ask((url) => byWorker(made(id(1)), url))).toBe(200);
  expect(await ask((url) => byWorker(made(id(1)), url))).toBe(NONE);
  expect(await ask(() => made(id(2)))).toBe(200);
});

test('an endpoint on the origin of the page answers with another response type', async () => {
  const { ask } = open();
  const own = { hostname: 'shop.example' };
  expect(await ask((url) => overNetwork(made(), url, 'basic'), own)).toBe(200);
  expect(await ask((url) => overNetwork(made(), url, 'cors'), own)).toBe(NONE);
  expect(await ask(() => made(), own)).toBe(NONE);
  // A response that a service worker creates has no date.
  const bare = (headers?: Record<string, string>) => (url: string) =>
    byWorker(new Response('', headers && { headers }), url);
  expect(await ask(bare(), own)).toBe(NONE);
  expect(await ask(bare(id(1)), own)).toBe(200);
});
