import { describe, expect, test } from 'vitest';
import type { LocalAws } from '../../demo/local-aws/server.js';
import {
  batchOf,
  callSigned,
  goodEvent,
  guestKey,
  itemsArn,
  type Key,
  noon,
  type Reply,
  type Signing,
  trackingId,
  usersArn,
  withLocalAws,
} from './local-aws-client.js';

const minute = 60_000;

/** Expects this refusal, and that nothing of the request was accepted. */
const expectRefusal = (
  aws: LocalAws,
  reply: Reply,
  status: number,
  type: string,
  message: string | RegExp,
) => {
  expect({ status: reply.status, type: reply.type }).toEqual({ status, type });
  if (typeof message === 'string') expect(reply.message).toBe(message);
  else expect(reply.message).toMatch(message);
  expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(aws.state.events).toEqual([]);
  expect(aws.state.users.size + aws.state.items.size).toBe(0);
  expect(aws.state.requests.at(-1)).toMatchObject({ status, errorType: type });
};

describe('a signature', () => {
  const invalid = 'InvalidSignatureException';
  const cases: [what: string, status: number, type: string, message: RegExp, signing: Signing][] = [
    [
      'that is missing',
      403,
      'MissingAuthenticationTokenException',
      /^Missing/,
      { authorization: () => undefined },
    ],
    ['that is wrong', 403, invalid, /does not match/, { authorization: (h) => `${h.slice(0, -4)}0000` }],
    [
      'that is malformed',
      403,
      'IncompleteSignatureException',
      /missing equal-sign/,
      { authorization: () => 'AWS4-HMAC-SHA256 x' },
    ],
    [
      'without SignedHeaders',
      403,
      'IncompleteSignatureException',
      /requires 'SignedHeaders'/,
      { authorization: (h) => h.replace(/SignedHeaders=[^ ]* /, '') },
    ],
    [
      'for another region',
      403,
      invalid,
      /valid region, not 'eu-west-1'/,
      { scope: '20260102/eu-west-1/personalize/aws4_request' },
    ],
    [
      'for another service',
      403,
      invalid,
      /correct service: 'personalize'/,
      { scope: '20260102/us-east-1/execute-api/aws4_request' },
    ],
    [
      'for another day',
      403,
      invalid,
      /^Date in Credential scope does not match/,
      { scope: '20260101/us-east-1/personalize/aws4_request' },
    ],
    ['without host', 403, invalid, /^'Host' or ':authority' must be/, { unsigned: ['host'] }],
    [
      'without an x-amz- header',
      403,
      invalid,
      /not signed: x-amz-foo/,
      { headers: { 'x-amz-foo': '1' }, unsigned: ['x-amz-foo'] },
    ],
    [
      'over UNSIGNED-PAYLOAD',
      403,
      invalid,
      /does not match/,
      { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
    ],
    [
      'of a malformed date',
      403,
      'IncompleteSignatureException',
      /basic format/,
      { headers: { 'x-amz-date': '2026-01-02' } },
    ],
    [
      'six minutes old',
      403,
      invalid,
      /^Signature expired: 20260102T115400Z is now earlier than 20260102T115500Z \(20260102T120000Z - 5 min\.\)$/,
      { at: noon - 6 * minute },
    ],
    [
      'from six minutes ahead',
      403,
      invalid,
      /^Signature not yet current: 20260102T120600Z is still later than 20260102T120500Z \(20260102T120000Z \+ 5 min\.\)$/,
      { at: noon + 6 * minute },
    ],
  ];
  for (const [what, status, type, message, signing] of cases) {
    test(`${what} is refused`, () =>
      withLocalAws(async (aws) => {
        const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent), signing);
        expectRefusal(aws, reply, status, type, message);
      }));
  }

  const invalidToken = 'The security token included in the request is invalid.';
  const keys: Record<string, Partial<Key>> = {
    'an unknown key': { keyId: 'ASIAIOSFODNN7EXAMPLE' },
    'another token': { sessionToken: 'x' },
  };
  for (const [what, change] of Object.entries(keys)) {
    test(`with ${what} is refused`, () =>
      withLocalAws(async (aws) => {
        const key = { ...(await guestKey(aws)), ...change };
        const reply = await callSigned(aws, key, '/events', batchOf(goodEvent));
        expectRefusal(aws, reply, 403, 'UnrecognizedClientException', invalidToken);
      }));
  }

  test('with another secret is refused', () =>
    withLocalAws(async (aws) => {
      const key = { ...(await guestKey(aws)), secretKey: 'x' };
      const reply = await callSigned(aws, key, '/events', batchOf(goodEvent));
      expectRefusal(aws, reply, 403, invalid, /^The request signature we calculated does not match/);
    }));

  test('with credentials older than an hour is refused', () =>
    withLocalAws(async (aws, clock) => {
      const key = await guestKey(aws);
      clock.now += 60 * minute;
      const reply = await callSigned(aws, key, '/events', batchOf(goodEvent), { at: clock.now });
      const message = 'The security token included in the request is expired';
      expectRefusal(aws, reply, 403, 'ExpiredTokenException', message);
    }));

  test('can cover a query and any other header', () =>
    withLocalAws(async (aws) => {
      const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent), {
        query: 'b=2&a=%20x&c',
        headers: { 'x-amz-meta': '  a   b ', 'amz-sdk-request': 'attempt=1; max=3' },
      });
      expect(reply.status).toBe(200);
    }));
});

describe('PutEvents', () => {
  const input = 'InvalidInputException';
  const serialization = 'SerializationException';
  const event = (change: Record<string, unknown>) => batchOf({ ...goodEvent, ...change });
  const properties = (value: string) => event({ properties: value });
  const impression = (length: number) => event({ impression: Array.from({ length }, (_, at) => `i-${at}`) });
  const source = (value: unknown) => event({ metricAttribution: { eventAttributionSource: value } });
  const text = (length: number) => 'x'.repeat(length);
  const atLeast = (path: string) =>
    `'${path}' failed to satisfy constraint: Member must have length greater than or equal to 1`;
  const atMost = (path: string, n: number) =>
    `'${path}' failed to satisfy constraint: Member must have length less than or equal to ${n}`;
  const notNull = (path: string) =>
    `Value null at '${path}' failed to satisfy constraint: Member must not be null`;
  const at = 'eventList.1.member';

  const cases: [what: string, type: string, message: string, body: unknown][] = [
    ['eleven events', input, atMost('eventList', 10), batchOf(...Array(11).fill(goodEvent))],
    ['no events', input, atLeast('eventList'), batchOf()],
    ['no eventList', input, notNull('eventList'), { trackingId, sessionId: 's' }],
    ['an empty body', input, '3 validation errors detected', ''],
    ['no sessionId', input, notNull('sessionId'), { trackingId, eventList: [goodEvent] }],
    ['an empty sessionId', input, atLeast('sessionId'), { ...batchOf(goodEvent), sessionId: '' }],
    ['an empty userId', input, atLeast('userId'), { ...batchOf(goodEvent), userId: '' }],
    ['a long userId', input, atMost('userId', 256), { ...batchOf(goodEvent), userId: text(257) }],
    [
      'an unknown tracking id',
      input,
      'The tracking ID x does not exist.',
      { ...batchOf(goodEvent), trackingId: 'x' },
    ],
    ['no eventType', input, notNull(`${at}.eventType`), event({ eventType: undefined })],
    ['no sentAt', input, notNull(`${at}.sentAt`), event({ sentAt: undefined })],
    ['a null sentAt', input, notNull(`${at}.sentAt`), event({ sentAt: null })],
    ['a null event', input, notNull(at), batchOf(null)],
    ['milliseconds', input, 'must be in seconds', event({ sentAt: noon })],
    ['a long eventType', input, atMost(`${at}.eventType`, 256), event({ eventType: text(257) })],
    ['an empty itemId', input, atLeast(`${at}.itemId`), event({ itemId: '' })],
    ['a long itemId', input, atMost(`${at}.itemId`, 256), event({ itemId: text(257) })],
    ['a long eventId', input, atMost(`${at}.eventId`, 256), event({ eventId: text(257) })],
    [
      'a long recommendationId',
      input,
      atMost(`${at}.recommendationId`, 40),
      event({ recommendationId: text(41) }),
    ],
    ['an empty impression', input, atLeast(`${at}.impression`), impression(0)],
    ['26 in an impression', input, atMost(`${at}.impression`, 25), impression(26)],
    [
      'an empty item in an impression',
      input,
      atLeast(`${at}.impression.2.member`),
      event({ impression: ['a', ''] }),
    ],
    [
      'no source',
      input,
      notNull(`${at}.metricAttribution.eventAttributionSource`),
      event({ metricAttribution: {} }),
    ],
    ['a source of spaces', input, 'Member must satisfy regular expression pattern', source('  ')],
    ['a source that is not ASCII', input, 'Member must satisfy regular expression pattern', source('é')],
    [
      'a long source',
      input,
      atMost(`${at}.metricAttribution.eventAttributionSource`, 1024),
      source(text(1025)),
    ],
    ['empty properties', input, atLeast(`${at}.properties`), properties('')],
    [
      '1,025 characters of properties',
      input,
      atMost(`${at}.properties`, 1024),
      properties(`{"a":"${text(1017)}"}`),
    ],
    ['properties that are not JSON', input, 'Error parsing properties json', properties('{a:1}')],
    ['properties stringified twice', input, 'Error parsing properties json', properties('"{\\"a\\":1}"')],
    ['properties that are a list', input, 'Error parsing properties json', properties('[1]')],
    ['properties that are null', input, 'Error parsing properties json', properties('null')],
    ...['userId', 'SESSIONID', 'EventType', 'timestamp', 'recommendationid', 'Impression'].map(
      (name): [string, string, string, unknown] => [
        `the reserved property ${name}`,
        input,
        `'${name}' at '${at}.properties' is reserved`,
        properties(JSON.stringify({ fine: 1, [name]: 1 })),
      ],
    ),
    [
      'an infinite eventValue',
      input,
      'out of range',
      JSON.stringify(event({ eventValue: 7 })).replace(':7', ':1e999'),
    ],
    [
      'an event over 10 KB',
      input,
      'larger than 10 KB',
      event({ impression: Array(25).fill('🐎'.repeat(255)) }),
    ],
    [
      'one bad event among ten',
      input,
      `'eventList.10.member.sentAt'`,
      batchOf(...Array(9).fill(goodEvent), { eventType: 'View' }),
    ],
    [
      'properties as an object',
      serialization,
      'Start of structure or map found where not expected.',
      event({ properties: { a: 1 } }),
    ],
    [
      'a number for a string',
      serialization,
      'NUMBER_VALUE cannot be converted to String',
      event({ itemId: 7 }),
    ],
    [
      'a string for a number',
      serialization,
      'STRING_VALUE cannot be converted to Float',
      event({ eventValue: '7' }),
    ],
    [
      'a string for a time',
      serialization,
      'STRING_VALUE cannot be converted to Float',
      event({ sentAt: '2026-01-02T12:00:00Z' }),
    ],
    [
      'a boolean for a string',
      serialization,
      'TRUE_VALUE cannot be converted to String',
      event({ itemId: true }),
    ],
    ['a list for a structure', serialization, 'Start of list found where not expected', []],
    [
      'an event for the list',
      serialization,
      'Start of structure or map found where not expected.',
      { ...batchOf(), eventList: goodEvent },
    ],
    ['a body that is not JSON', serialization, 'JSON', '{"trackingId":'],
  ];
  for (const [what, type, message, body] of cases) {
    test(`${what}: 400 ${type}`, () =>
      withLocalAws(async (aws) => {
        const reply = await callSigned(aws, await guestKey(aws), '/events', body);
        expect(reply.message).toContain(message);
        expectRefusal(aws, reply, 400, type, /./);
      }));
  }

  test('accepts every value at its limit', () =>
    withLocalAws(async (aws) => {
      const edge = {
        eventId: text(256),
        eventType: text(256),
        // A horse is two UTF-16 units, four bytes, and one character.
        itemId: '🐎'.repeat(256),
        eventValue: -0.5,
        sentAt: 1_613_443_801.123,
        recommendationId: text(40),
        impression: Array.from({ length: 25 }, (_, n) => `i-${n}`),
        metricAttribution: { eventAttributionSource: text(1024) },
        properties: `{"a":"${text(1016)}"}`,
        unknownMember: { ignored: true },
      };
      const body = { ...batchOf(...Array(10).fill(edge)), userId: text(256), sessionId: text(256) };
      const reply = await callSigned(aws, await guestKey(aws), '/events', body);
      expect({ status: reply.status, body: reply.body }).toEqual({ status: 200, body: '' });
      expect(aws.state.events).toHaveLength(10);
      const { unknownMember, ...modelled } = edge;
      expect(aws.state.events[0]).toMatchObject(modelled);
      expect(aws.state.events[0]).not.toHaveProperty('unknownMember');
    }));
});

describe('PutUsers and PutItems', () => {
  const big = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
  const cases: [what: string, path: string, status: number, type: string, body: unknown][] = [
    [
      'an unknown dataset',
      '/users',
      404,
      'ResourceNotFoundException',
      { datasetArn: itemsArn, users: [{ userId: 'u' }] },
    ],
    [
      'an unknown dataset',
      '/items',
      404,
      'ResourceNotFoundException',
      { datasetArn: usersArn, items: [{ itemId: 'i' }] },
    ],
    [
      'a malformed ARN',
      '/users',
      400,
      'InvalidInputException',
      { datasetArn: 'USERS', users: [{ userId: 'u' }] },
    ],
    ['no users', '/users', 400, 'InvalidInputException', { datasetArn: usersArn, users: [] }],
    [
      'eleven users',
      '/users',
      400,
      'InvalidInputException',
      { datasetArn: usersArn, users: Array(11).fill({ userId: 'u' }) },
    ],
    [
      'eleven items',
      '/items',
      400,
      'InvalidInputException',
      { datasetArn: itemsArn, items: Array(11).fill({ itemId: 'i' }) },
    ],
    [
      '24,001 characters',
      '/users',
      400,
      'InvalidInputException',
      { datasetArn: usersArn, users: [{ userId: 'u', properties: big(24_001) }] },
    ],
    [
      '32,001 characters',
      '/items',
      400,
      'InvalidInputException',
      { datasetArn: itemsArn, items: [{ itemId: 'i', properties: big(32_001) }] },
    ],
    [
      'properties that are not an object',
      '/items',
      400,
      'InvalidInputException',
      { datasetArn: itemsArn, items: [{ itemId: 'i' }, { itemId: 'j', properties: '7' }] },
    ],
  ];
  for (const [what, path, status, type, body] of cases) {
    test(`${path}, ${what}: ${status} ${type}`, () =>
      withLocalAws(async (aws) => {
        expectRefusal(aws, await callSigned(aws, await guestKey(aws), path, body), status, type, /./);
      }));
  }
});

describe('a request for an unknown operation', () => {
  for (const [method, path] of [
    ['POST', '/recommendation'],
    ['POST', '/events/'],
    ['POST', '/'],
    ['PUT', '/events'],
    ['GET', '/events'],
  ] as const) {
    test(`${method} ${path}: 404 UnknownOperationException`, () =>
      withLocalAws(async (aws) => {
        const reply = await callSigned(aws, await guestKey(aws), path, batchOf(goodEvent), { method });
        expectRefusal(aws, reply, 404, 'UnknownOperationException', /./);
      }));
  }

  test('a body above the limit of the service: 413 RequestEntityTooLargeException', () =>
    withLocalAws(async (aws) => {
      const body = JSON.stringify(batchOf(goodEvent)) + ' '.repeat(3 * 1024 * 1024);
      const reply = await callSigned(aws, await guestKey(aws), '/events', body);
      expectRefusal(aws, reply, 413, 'RequestEntityTooLargeException', /./);
    }));

  test('another content type: 415 UnsupportedMediaTypeException', () =>
    withLocalAws(async (aws) => {
      const headers = { 'content-type': 'text/plain;charset=UTF-8' };
      const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent), { headers });
      expectRefusal(aws, reply, 415, 'UnsupportedMediaTypeException', /text\/plain/);
    }));

  for (const type of ['application/json; charset=utf-8', 'application/x-amz-json-1.1']) {
    test(`the content type ${type} is accepted`, () =>
      withLocalAws(async (aws) => {
        const headers = { 'content-type': type };
        const reply = await callSigned(aws, await guestKey(aws), '/events', batchOf(goodEvent), { headers });
        expect(reply.status).toBe(200);
      }));
  }
});
