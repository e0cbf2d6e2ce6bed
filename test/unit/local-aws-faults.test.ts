import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { LocalAws } from '../../demo/local-aws/server.js';
import {
  batchOf,
  callCognito,
  callSigned,
  goodEvent,
  guestKey,
  guestPool,
  withLocalAws,
} from './local-aws-client.js';

const post = (aws: LocalAws, order: unknown) =>
  fetch(`${aws.url}/_local/faults`, { method: 'POST', body: JSON.stringify(order) });
const pending = async (aws: LocalAws) => (await fetch(`${aws.url}/_local/faults`)).json();
const getId = (aws: LocalAws, headers = {}) =>
  callCognito(aws, 'GetId', { IdentityPoolId: guestPool }, headers);
const acceptedIds = (aws: LocalAws) => aws.state.events.map(({ eventId }) => eventId);

describe('an order', () => {
  test('applies to the next requests of its operation, and is listed while it is pending', () =>
    withLocalAws(async (aws) => {
      const reply = await post(aws, { operation: 'GetId', times: 2, errorType: 'TooManyRequestsException' });
      expect(reply.status).toBe(200);
      const other = await callCognito(aws, 'GetOpenIdToken', { IdentityId: 'us-east-1:1' });
      expect(other.type).toBe('ResourceNotFoundException');
      expect((await getId(aws)).type).toBe('TooManyRequestsException');
      expect(await pending(aws)).toMatchObject([{ operation: 'GetId', times: 1 }]);
      expect((await getId(aws)).type).toBe('TooManyRequestsException');
      expect(await pending(aws)).toEqual([]);
      expect((await getId(aws)).status).toBe(200);
    }));

  test('applies in order, and can skip requests', () =>
    withLocalAws(async (aws) => {
      await post(aws, [
        { skip: 1, status: 500 },
        { operation: 'GetId', status: 503 },
      ]);
      const statuses = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await getId(aws)).status);
      expect(statuses).toEqual([503, 500, 200]);
    }));

  test('with "always" applies until it is removed', () =>
    withLocalAws(async (aws) => {
      await post(aws, { times: 'always', status: 500 });
      for (let n = 0; n < 3; n += 1) expect((await getId(aws)).status).toBe(500);
      await fetch(`${aws.url}/_local/faults`, { method: 'DELETE' });
      expect((await getId(aws)).status).toBe(200);
    }));

  const mistakes: [unknown, string][] = [
    [7, 'a fault is a JSON object'],
    [{ operation: 'PutEvent' }, "'operation' must be one of *, PutEvents"],
    [{ times: 0 }, "'times' must be"],
    [{ skip: -1 }, "'skip' must be"],
    [{ error: 'x' }, "'error' is not known"],
    [{ toString: 1 }, "'toString' is not known"],
    [{ status: 99 }, "'status' must be"],
    [{ delayMs: '5' }, "'delayMs' must be"],
    [{ hang: 'later' }, "'hang' must be"],
    [{ headers: { a: 'b\r\nc: d' } }, "'headers' must be"],
    [{ hang: true, reset: true }, 'hang and reset exclude each other'],
    [{ accept: false }, "'accept': false needs"],
    [[{ status: 500 }, { status: 'x' }], "'status' must be"],
  ];
  for (const [order, message] of mistakes) {
    test(`${JSON.stringify(order)} is refused with a message`, () =>
      withLocalAws(async (aws) => {
        const reply = await post(aws, order);
        expect(reply.status).toBe(400);
        expect((await reply.json()).message).toContain(message);
        expect(await pending(aws)).toEqual([]);
        expect(() => aws.fault(order as object)).toThrow(message);
      }));
  }
});

describe('an error', () => {
  test('is sent in the form of its service, with its usual status and text', () =>
    withLocalAws(async (aws) => {
      const key = await guestKey(aws);
      const errorType = 'ThrottlingException';
      await post(aws, { operation: 'PutEvents', errorType });
      const throttled = await callSigned(aws, key, '/events', batchOf(goodEvent));
      expect(throttled).toMatchObject({ status: 400, type: errorType, body: '{"message":"Rate exceeded"}' });
      await post(aws, {
        operation: 'PutEvents',
        errorType,
        status: 429,
        message: 'No.',
        headers: { 'Retry-After': '2' },
      });
      const again = await callSigned(aws, key, '/events', batchOf(goodEvent));
      expect(again).toMatchObject({ status: 429, type: errorType, body: '{"message":"No."}' });
      expect(again.headers.get('retry-after')).toBe('2');
      await post(aws, { operation: 'GetId', errorType: 'ResourceNotFoundException' });
      expect(await getId(aws)).toMatchObject({ status: 400, type: 'ResourceNotFoundException' });
      await post(aws, { operation: 'GetId', errorType: 'InternalErrorException' });
      expect(await getId(aws)).toMatchObject({ status: 500, type: 'InternalErrorException' });
      await post(aws, { operation: 'PutEvents', errorType: 'AccessDeniedException' });
      const denied = await callSigned(aws, key, '/events', batchOf(goodEvent));
      expect(denied).toMatchObject({ status: 403, type: 'AccessDeniedException' });
      expect(JSON.parse(denied.body).Message).toContain(
        'is not authorized to perform: personalize:PutEvents',
      );
      expect(acceptedIds(aws)).toEqual([]);
      expect(aws.state.requests.at(-1)).toMatchObject({ fault: 'errorType=AccessDeniedException' });
    }));

  test('can hide that the request was executed', () =>
    withLocalAws(async (aws) => {
      await post(aws, { operation: 'PutEvents', status: 502, accept: true });
      const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent));
      expect(reply).toMatchObject({ status: 502, type: null, body: '' });
      expect(acceptedIds(aws)).toEqual(['e-1']);
    }));

  test('can be the page of a captive portal, or a redirect', () =>
    withLocalAws(async (aws) => {
      await post(aws, { body: '<html>Sign in to the Wi-Fi</html>' });
      const portal = await getId(aws);
      expect(portal).toMatchObject({ status: 200, type: null, body: '<html>Sign in to the Wi-Fi</html>' });
      expect(portal.headers.get('content-type')).toBe('text/html');
      await post(aws, { status: 307, headers: { Location: '/elsewhere' } });
      expect(
        (await fetch(`${aws.url}/events`, { method: 'POST', redirect: 'manual' })).headers.get('location'),
      ).toBe('/elsewhere');
      expect(aws.state.identities.size).toBe(0);
    }));
});

describe('a broken connection', () => {
  const lost = { reset: 'ECONNRESET', half: 'UND_ERR_SOCKET' };
  const cases: [what: string, fault: Record<string, unknown>, code: string, accepted: string[]][] = [
    ['before the request was carried out', { reset: 'before' }, lost.reset, []],
    ['with true for before', { reset: true }, lost.reset, []],
    ['after it: accepted, and the answer lost', { reset: 'after' }, lost.reset, ['e-1']],
    ['in the middle of the answer', { half: true }, '', ['e-1']],
  ];
  for (const [what, fault, code, accepted] of cases) {
    test(what, () =>
      withLocalAws(async (aws) => {
        const key = await guestKey(aws);
        await post(aws, { operation: 'PutEvents', ...fault });
        const error = await callSigned(aws, key, '/events', batchOf(goodEvent)).then(
          () => undefined,
          (reason) => reason,
        );
        expect(error).toBeInstanceOf(TypeError);
        if (code !== '') expect(error.cause.code).toBe(code);
        expect(acceptedIds(aws)).toEqual(accepted);
        expect((await callSigned(aws, key, '/events', batchOf(goodEvent))).status).toBe(200);
      }),
    );
  }

  test('half of an answer with a body is half of its bytes', () =>
    withLocalAws(async (aws) => {
      await post(aws, { half: true, body: 'x'.repeat(5000) });
      const body = await new Promise<string>((resolve) => {
        const sent = request(`${aws.url}/events`, { method: 'POST' }, (response) => {
          let heard = '';
          response.on('data', (chunk) => {
            heard += chunk;
          });
          response.on('error', () => {});
          response.on('close', () => resolve(heard));
        });
        sent.end();
      });
      expect(body).toMatch(/^x{2000,3000}$/);
    }));

  test('an answer that is sent byte by byte arrives complete', () =>
    withLocalAws(async (aws) => {
      const key = await guestKey(aws);
      await post(aws, { dripMs: 0 });
      expect(await callSigned(aws, key, '/events', batchOf())).toMatchObject({
        status: 400,
        type: 'InvalidInputException',
        message: expect.stringContaining('eventList'),
      });
    }));

  for (const [destination, accepted] of [
    ['before', []],
    ['after', ['e-1']],
  ] as const) {
    test(`no answer, hanging ${destination} the request is executed`, () =>
      withLocalAws(async (aws) => {
        const key = await guestKey(aws);
        await post(aws, { operation: 'PutEvents', hang: destination });
        const arrived = new Promise<void>((resolve) => {
          aws.state.on((arrival) => arrival.kind === 'request' && resolve());
        });
        let answered = false;
        const sending = callSigned(aws, key, '/events', batchOf(goodEvent)).then(
          () => {
            answered = true;
          },
          () => {},
        );
        await arrived;
        expect(acceptedIds(aws)).toEqual(accepted);
        expect(aws.state.requests.at(-1)).toMatchObject({ status: 0, fault: `hang=${destination}` });
        await aws.close();
        await sending;
        expect(answered).toBe(false);
      }));
  }
});

test('a delay delays the answer, not the request', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    await post(aws, { operation: 'PutEvents', delayMs: 86_400_000 });
    const accepted = new Promise<void>((resolve) => {
      aws.state.on((arrival) => arrival.kind === 'event' && resolve());
    });
    const finished = new Promise<unknown>((resolve) => {
      aws.state.on((arrival) => arrival.kind === 'request' && resolve(arrival.request));
    });
    const sending = callSigned(aws, key, '/events', batchOf(goodEvent)).catch((error: unknown) => error);
    await accepted;
    await aws.close();
    expect(await sending).toBeInstanceOf(TypeError);
    // The request ends unanswered at once: no timer outlives the connection.
    expect(await finished).toMatchObject({ operation: 'PutEvents', status: 0, accepted: 1 });
  }));

test('after a short delay the real answer is sent', () =>
  withLocalAws(async (aws) => {
    await post(aws, { delayMs: 1 });
    expect((await getId(aws)).status).toBe(200);
  }));

describe('the headers visible to a page', () => {
  const origin = 'http://shop.example';

  test('no CORS headers', () =>
    withLocalAws(async (aws) => {
      await post(aws, { cors: false });
      const reply = await getId(aws, { origin });
      expect(reply.headers.has('access-control-allow-origin')).toBe(false);
      expect((await getId(aws, { origin })).headers.get('access-control-allow-origin')).toBe('*');
    }));

  test('all except the date', () =>
    withLocalAws(async (aws) => {
      await post(aws, { hideDate: true });
      const reply = await getId(aws, { origin });
      expect(reply.headers.get('access-control-expose-headers')).toBe(
        'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage',
      );
    }));

  test('all except the request id', () =>
    withLocalAws(async (aws) => {
      await post(aws, { hideRequestId: true });
      const reply = await getId(aws, { origin });
      expect(reply.headers.get('access-control-expose-headers')).toBe(
        'x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      );
    }));

  test('a preflight is refused, and requests are not affected', () =>
    withLocalAws(async (aws) => {
      await post(aws, { operation: 'GetId', preflight: true, status: 403, cors: false });
      expect((await getId(aws, { origin })).status).toBe(200);
      const ask = (path: string) =>
        fetch(aws.url + path, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
      expect((await ask('/events')).status).toBe(200);
      const refused = await ask('/');
      expect(refused.status).toBe(403);
      expect(refused.headers.has('access-control-allow-origin')).toBe(false);
      expect((await ask('/')).status).toBe(200);
    }));
});

test('a clock that is wrong by two hours affects dates, signatures and credentials', () =>
  withLocalAws(async (aws, clock) => {
    const hours2 = 7_200_000;
    const key = await guestKey(aws);
    await post(aws, { times: 'always', clockOffsetMs: hours2 });
    const reply = await callSigned(aws, key, '/events', batchOf(goodEvent));
    expect(reply).toMatchObject({
      status: 403,
      type: 'InvalidSignatureException',
      message:
        'Signature expired: 20260102T120000Z is now earlier than 20260102T135500Z (20260102T140000Z - 5 min.)',
    });
    expect(reply.headers.get('date')).toBe('Fri, 02 Jan 2026 14:00:00 GMT');
    const fresh = await guestKey(aws);
    expect(aws.state.credentials.get(fresh.keyId)?.expiration).toBe(clock.now + hours2 + 3_600_000);
    const corrected = await callSigned(aws, fresh, '/events', batchOf(goodEvent), { at: clock.now + hours2 });
    expect(corrected.status).toBe(200);
  }));
