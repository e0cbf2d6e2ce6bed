import { expect, test } from 'vitest';
import type { LocalAws } from '../../demo/local-aws/server.js';
import {
  batchOf,
  callSigned,
  goodEvent,
  guestKey,
  itemsArn,
  noon,
  trackingId,
  usersArn,
  withLocalAws,
} from './local-aws-client.js';

const read = async (aws: LocalAws, name: string) => (await fetch(`${aws.url}/_local/${name}`)).json();

test('events are listed flattened, as sent, in order of acceptance', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const second = { eventId: 'e-2', eventType: 'Click', sentAt: 1_767_323_045.5, properties: '{ "a": 1 }' };
    const reply = await callSigned(aws, key, '/events', { ...batchOf(goodEvent, second), userId: 'u-1' });
    expect(reply.body).toBe('');
    await callSigned(aws, key, '/events', batchOf({ eventType: 'View', sentAt: noon / 1000 - 2 }));
    const requestId = reply.headers.get('x-amzn-requestid');
    const whom = { trackingId, userId: 'u-1', sessionId: 's-1', requestId, receivedAt: noon };
    expect(await read(aws, 'events')).toEqual([
      { ...whom, ...goodEvent, latencyMs: 0 },
      { ...whom, ...second, latencyMs: noon - 1_767_323_045_500 },
      {
        trackingId,
        sessionId: 's-1',
        eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        generatedEventId: true,
        eventType: 'View',
        sentAt: noon / 1000 - 2,
        requestId: expect.not.stringMatching(String(requestId)),
        receivedAt: noon,
        latencyMs: 2000,
      },
    ]);
  }));

test('an event that was accepted before is accepted again and marked', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    for (let n = 0; n < 2; n += 1) {
      expect((await callSigned(aws, key, '/events', batchOf(goodEvent))).status).toBe(200);
    }
    const events = await read(aws, 'events');
    expect(
      events.map((each: { eventId: string; duplicate?: true }) => [each.eventId, each.duplicate]),
    ).toEqual([
      ['e-1', undefined],
      ['e-1', true],
    ]);
  }));

for (const nobody of ['null', 'undefined', '[object Object]']) {
  for (const member of ['userId', 'sessionId']) {
    test(`the ${member} '${nobody}' is answered with 200, and its events are ignored`, () =>
      withLocalAws(async (aws) => {
        const body = { ...batchOf(goodEvent), [member]: nobody };
        expect((await callSigned(aws, await guestKey(aws), '/events', body)).status).toBe(200);
        expect(await read(aws, 'events')).toEqual([]);
        expect(await read(aws, 'events?ignored')).toMatchObject([{ eventId: 'e-1', [member]: nobody }]);
        expect((await read(aws, 'requests')).at(-1)).toMatchObject({ status: 200, events: 1, ignored: 1 });
      }));
  }
}

test('a user or item replaces the one of the same id', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const put = (users: unknown[]) => callSigned(aws, key, '/users', { datasetArn: usersArn, users });
    await put([{ userId: 'u-1', properties: '{"a":1,"b":1}' }, { userId: 'u-2' }]);
    expect((await put([{ userId: 'u-1', properties: '{"a":2}' }])).body).toBe('');
    expect(await read(aws, 'users')).toEqual([
      { datasetArn: usersArn, userId: 'u-1', properties: '{"a":2}' },
      { datasetArn: usersArn, userId: 'u-2' },
    ]);
    const items = [{ itemId: 'i-1', properties: `{"a":"${'ž'.repeat(31_992)}"}` }];
    expect((await callSigned(aws, key, '/items', { datasetArn: itemsArn, items })).status).toBe(200);
    expect(await read(aws, 'items')).toEqual([{ datasetArn: itemsArn, ...items[0] }]);
  }));

test('a request is listed with all its details except its secrets', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const body = JSON.stringify(batchOf(goodEvent));
    const reply = await callSigned(aws, key, '/events', body);
    const recorded = await read(aws, 'requests');
    expect(recorded.map((each: { operation: string }) => each.operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'PutEvents',
    ]);
    expect(recorded[2]).toMatchObject({
      requestId: reply.headers.get('x-amzn-requestid'),
      method: 'POST',
      path: '/events',
      status: 200,
      bytes: body.length,
      events: 1,
      accepted: 1,
      identityId: [...aws.state.identities.keys()][0],
      receivedAt: noon,
      body,
      headers: { 'content-type': 'application/json', 'x-amz-date': '20260102T120000Z' },
    });
    expect(JSON.stringify(recorded)).not.toContain(key.sessionToken);
    expect(recorded[2].headers).not.toHaveProperty('authorization');
  }));

test('the stream sends events and requests as they happen', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    const response = await fetch(`${aws.url}/_local/stream`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read(); // the stream is connected
    await callSigned(aws, key, '/events', batchOf(goodEvent, { ...goodEvent, eventId: 'e-2' }));
    await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
    let heard = '';
    while (!heard.includes('event: reset')) heard += (await reader?.read())?.value ?? '';
    const messages = heard.trim().split('\n\n');
    expect(messages.map((message) => message.split('\n')[0])).toEqual([
      'event: event',
      'event: event',
      'event: request',
      'event: reset',
    ]);
    const [first, , request] = messages.map((message) => JSON.parse(message.split('\ndata: ')[1] ?? ''));
    expect(first).toMatchObject({ eventId: 'e-1', sessionId: 's-1', requestId: request.requestId });
    expect(request).toMatchObject({ operation: 'PutEvents', status: 200, accepted: 2 });
    await reader?.cancel();
  }));

test('a reset removes records and ordered faults, and keeps credentials valid', () =>
  withLocalAws(async (aws) => {
    const key = await guestKey(aws);
    await callSigned(aws, key, '/events', batchOf(goodEvent));
    await callSigned(aws, key, '/users', { datasetArn: usersArn, users: [{ userId: 'u' }] });
    aws.fault({ operation: 'PutEvents', errorType: 'ThrottlingException' });
    await fetch(`${aws.url}/_local/reset`, { method: 'POST' });
    for (const name of ['events', 'requests', 'users', 'items', 'faults'])
      expect(await read(aws, name)).toEqual([]);
    expect((await callSigned(aws, key, '/events', batchOf(goodEvent))).status).toBe(200);
    expect((await read(aws, 'events'))[0]).not.toHaveProperty('duplicate');
  }));

test('the root address shows a description', () =>
  withLocalAws(async (aws) => {
    expect(await (await fetch(aws.url)).text()).toContain(trackingId);
    expect((await fetch(aws.url, { method: 'HEAD' })).status).toBe(200);
    const lost = await fetch(`${aws.url}/_local/event`);
    expect(lost.status).toBe(404);
    expect((await lost.json()).message).toContain('GET /_local/events');
  }));
