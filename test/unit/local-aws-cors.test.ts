import { expect, test } from 'vitest';
import {
  batchOf,
  callCognito,
  callSigned,
  goodEvent,
  guestKey,
  guestPool,
  withLocalAws,
} from './local-aws-client.js';

const origin = 'http://shop.example';
const exposed = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

for (const path of ['/', '/events', '/users', '/items', '/recommendations']) {
  test(`a preflight of ${path} is answered like AWS does`, () =>
    withLocalAws(async (aws) => {
      const asked = 'amz-sdk-request,authorization,content-type,x-amz-date,x-made-up';
      const reply = await fetch(aws.url + path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': asked,
        },
      });
      expect(reply.status).toBe(200);
      expect(await reply.text()).toBe('');
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-headers': asked,
        'access-control-allow-methods': 'POST',
        'access-control-expose-headers': exposed,
        'access-control-max-age': '172800',
        'content-length': '0',
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
        date: 'Fri, 02 Jan 2026 12:00:00 GMT',
      });
      expect(reply.headers.has('access-control-allow-credentials')).toBe(false);
      expect(aws.state.requests).toMatchObject([{ operation: 'Preflight', path, status: 200 }]);
    }));
}

test('a preflight that requests no headers is allowed none', () =>
  withLocalAws(async (aws) => {
    const headers = { origin, 'access-control-request-method': 'GET' };
    const reply = await fetch(`${aws.url}/events`, { method: 'OPTIONS', headers });
    expect(reply.headers.get('access-control-allow-methods')).toBe('GET');
    expect(reply.headers.has('access-control-allow-headers')).toBe(false);
  }));

test('OPTIONS without a requested method is not a preflight and executes nothing', () =>
  withLocalAws(async (aws) => {
    const headers = { origin, 'x-amz-target': 'AWSCognitoIdentityService.GetId' };
    expect((await fetch(aws.url, { method: 'OPTIONS', headers })).status).toBe(404);
    expect(aws.state.identities.size).toBe(0);
  }));

test('a page can read answers and errors, with their date, type and request id', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const replies = [
      await callCognito(aws, 'GetId', { IdentityPoolId: guestPool }, { origin }),
      await callCognito(aws, 'GetId', {}, { origin }),
      await callSigned(aws, key, '/events', batchOf(goodEvent), { headers: { origin } }),
      await callSigned(aws, key, '/events', batchOf(), { headers: { origin } }),
      await callSigned(aws, { ...key, secretKey: 'x' }, '/events', batchOf(goodEvent), {
        headers: { origin },
      }),
      await callSigned(aws, key, '/nowhere', {}, { headers: { origin } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 400, 200, 400, 403, 404]);
    for (const { headers } of replies) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': exposed,
        date: 'Fri, 02 Jan 2026 12:00:00 GMT',
      });
    }
  }));

test('a request without an origin gets no CORS headers', () =>
  withLocalAws(async (aws) => {
    const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent));
    expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }));

test('a panel on another origin can use /_local/', () =>
  withLocalAws(async (aws) => {
    const url = `${aws.url}/_local/faults`;
    const asked = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const preflight = await fetch(url, { method: 'OPTIONS', headers: asked });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
    expect((await fetch(url)).headers.get('access-control-allow-origin')).toBe('*');
    expect(aws.state.requests).toEqual([]);
  }));
