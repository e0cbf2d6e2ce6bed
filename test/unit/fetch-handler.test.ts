/** One request: its fetch options, its timeout, the clock it sets, and answers that are not from AWS. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { overNetwork } from '../support/unit-network';
import { createTexts } from '../support/unit-storage';

const NOW = 1_700_000_000_000;
const realFetch = globalThis.fetch;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  globalThis.fetch = realFetch;
});

const request = (body: unknown, port?: number) => ({
  protocol: 'https:',
  hostname: 'events.example',
  port,
  path: '/events?a=1',
  method: 'POST',
  headers: { 'x-one': '1' },
  body,
});

function open(answer: (init: RequestInit) => Response | Promise<Response> = () => new Response('')) {
  const dates: number[] = [];
  const scope = { ended: false };
  const requests: { url: string; init: RequestInit }[] = [];
  globalThis.fetch = (async (url: string, init: RequestInit) => {
    requests.push({ url, init });
    return overNetwork(await answer(init), url);
  }) as typeof fetch;
  const { handle, ...rest } = createFetchHandler((at) => dates.push(at), scope, createTexts());
  return { handle, rest, dates, requests, scope };
}

test('fetch gets URL and init separately, without cookies and redirects', async () => {
  const { handle, requests } = open();
  await handle(request('body'));
  expect(requests).toEqual([
    {
      url: 'https://events.example/events?a=1',
      init: {
        method: 'POST',
        headers: { 'x-one': '1' },
        body: 'body',
        keepalive: true,
        credentials: 'omit',
        redirect: 'error',
        signal: expect.any(AbortSignal),
      },
    },
  ]);
});

test('the port is kept, and a missing body is null', async () => {
  const { handle, requests } = open();
  await handle(request(undefined, 8443));
  expect(requests[0]).toMatchObject({ url: 'https://events.example:8443/events?a=1', init: { body: null } });
});

test('the answer is returned completely', async () => {
  const { handle } = open(
    () => new Response('{"a":1}', { status: 400, statusText: 'Bad', headers: { 'x-b': '2' } }),
  );
  const { response } = await handle(request('x'));
  expect(response).toMatchObject({ statusCode: 400, reason: 'Bad', headers: { 'x-b': '2' } });
  expect(new TextDecoder().decode(response.body)).toBe('{"a":1}');
});

test('an error that is not JSON is an answer, and so is an empty body', async () => {
  const failed = await open(() => new Response('<html>', { status: 502 })).handle(request('x'));
  expect(failed.response.statusCode).toBe(502);
  const empty = await open(() => new Response('')).handle(request('x'));
  expect(empty.response.statusCode).toBe(200);
});

test('keepalive bodies in flight are limited to 48 KiB in total, in bytes, until they are answered', async () => {
  const answers: ((response: Response) => void)[] = [];
  const { handle, requests } = open(() => new Promise((resolve) => answers.push(resolve)));
  const first = handle(request('é'.repeat(12 * 1024)));
  const second = handle(request(new Uint8Array(24 * 1024)));
  const third = handle(request('x'));
  expect(requests.map(({ init }) => init.keepalive)).toEqual([true, true, false]);
  for (const answer of answers) answer(new Response(''));
  await Promise.all([first, second, third]);
  const fourth = handle(request('x'.repeat(48 * 1024)));
  const fifth = handle(request(undefined));
  const sixth = handle(request('x'));
  expect(requests.slice(3).map(({ init }) => init.keepalive)).toEqual([true, true, false]);
  for (const answer of answers.slice(3)) answer(new Response(''));
  await Promise.all([fourth, fifth, sixth]);
});

test('a failed request no longer counts for the limit', async () => {
  let fail = true;
  const { handle, requests } = open(() => {
    if (fail) throw new TypeError('network');
    return new Response('');
  });
  await expect(handle(request('x'.repeat(48 * 1024)))).rejects.toThrow('network');
  fail = false;
  await handle(request('x'.repeat(48 * 1024)));
  expect(requests.map(({ init }) => init.keepalive)).toEqual([true, true]);
});

/** Never answers, and fails when it is aborted. */
const silent = ({ signal }: RequestInit) =>
  new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

test('a request is aborted after ten seconds', async () => {
  const { handle } = open(silent);
  const failed = handle(request('x')).catch((error) => error.name);
  await vi.advanceTimersByTimeAsync(9999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await failed).toBe('AbortError');
});

test('an answer ends the timeout', async () => {
  const { handle } = open();
  await handle(request('x'));
  expect(vi.getTimerCount()).toBe(0);
});

test('a request that can be aborted has no keepalive, and does not count for the limit', async () => {
  const { handle, requests } = open(silent);
  const abort = new AbortController();
  const failed = handle(request('x'.repeat(48 * 1024)), { abortSignal: abort.signal }).catch(
    (error) => error.name,
  );
  void handle(request('x'.repeat(48 * 1024))).catch(() => {});
  expect(requests.map(({ init }) => init.keepalive)).toEqual([false, true]);
  abort.abort();
  expect(await failed).toBe('AbortError');
});

test('once the tag is stopped no request starts', async () => {
  const { handle, requests, scope } = open();
  scope.ended = true;
  await expect(handle(request('x'))).rejects.toMatchObject({ name: 'UnavailableError' });
  expect(requests).toEqual([]);
});

const dated = () => new Response('', { headers: { date: 'Sun, 22 Nov 2026 12:00:00 GMT' } });

test('the date of an answer sets the clock', async () => {
  const { handle, dates } = open(dated);
  await handle(request('x'));
  // The middle of the second that the date names.
  expect(dates).toEqual([Date.UTC(2026, 10, 22, 12) + 500]);
  const silentOne = open();
  await silentOne.handle(request('x'));
  expect(silentOne.dates).toEqual([]);
});

test('a date is ignored if its answer took more than ten seconds or the clock was set meanwhile', async () => {
  for (const [late, heard] of [
    [10_000, 1],
    [10_001, 0],
  ] as const) {
    const { handle, dates } = open(() => {
      vi.advanceTimersByTime(late);
      return dated();
    });
    await handle(request('x'));
    expect(dates.length).toBe(heard);
  }
  const { handle, dates } = open(() => {
    vi.setSystemTime(Date.now() + 1000);
    return dated();
  });
  await handle(request('x'));
  expect(dates).toEqual([]);
});

test('the SDK can read its configuration', () => {
  const { rest } = open();
  rest.updateHttpClientConfig();
  expect(rest.httpHandlerConfigs()).toEqual({});
});
