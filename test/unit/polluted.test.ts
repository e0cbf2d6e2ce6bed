/** Names on `Object.prototype` are no options and no fields. The whole tag: e2e/polluted. */

import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { takeMembers } from '../../src/chunks/runtime/take-members';
import { assemble } from '../../src/core/event';

const evil = {
  trackingId: 'evil',
  identityPoolId: 'us-east-1:e',
  credentials: () => Promise.reject(),
  region: 'evil',
  endpoint: 'https://evil.example',
  transportUrl: 'https://evil.example',
  events: 'https://evil.example',
  userId: 'evil',
  consent: 'granted',
  cookieDomain: 'evil.example',
  id: 'evil',
  debug: true,
  respectGpc: false,
  itemId: 'evil',
  properties: { evil: 1 },
};
const own = { trackingId: 't', identityPoolId: 'us-east-1:0' };
const given = {
  ...own,
  consent: 'pending',
  session: { maxHours: 2 },
  endpoint: { runtime: 'https://own.example' },
};
const fail = (message: string) => {
  throw new Error(message);
};
const parse = (options: object) => JSON.stringify(parseOptions(options, fail));
let plain = '';
let small = '';
beforeAll(() => {
  vi.stubGlobal('location', new URL('https://shop.example/'));
  plain = parse(given);
  small = parse(own);
});
afterAll(() => vi.unstubAllGlobals());

const pollute = (descriptorOf: (value: unknown) => PropertyDescriptor) => {
  for (const [name, value] of Object.entries(evil))
    Object.defineProperty(Object.prototype, name, { configurable: true, ...descriptorOf(value) });
};
afterEach(() => {
  for (const name of Object.keys(evil)) Reflect.deleteProperty(Object.prototype, name);
});

const ways: [string, (value: unknown) => PropertyDescriptor][] = [
  ['values', (value) => ({ value, writable: true })],
  ['accessors', (value) => ({ get: () => value, set() {} })],
];
for (const [how, descriptorOf] of ways) {
  test(`options are the page's own: ${how}`, () => {
    pollute(descriptorOf);
    expect(parse(given)).toBe(plain);
    expect(parse(own)).toBe(small);
    const messages: string[] = [];
    expect(parseOptions({ consent: 'granted' }, (message) => messages.push(message))).toBe(undefined);
    expect(messages[0]).toContain('option trackingId is missing');
  });

  test(`fields of an event are the page's own: ${how}`, () => {
    pollute(descriptorOf);
    const visitor = { trackingId: 't', sessionId: 's', userId: undefined };
    const row = assemble({ eventType: 'View', fields: { eventValue: 1 }, at: 0 }, visitor, () => 'id', fail);
    if (!('body' in row)) throw new Error('dropped');
    const { itemId, properties, eventValue } = row.body;
    expect([itemId, properties, eventValue]).toEqual([undefined, undefined, 1]);
    const known = assemble(
      { eventType: 'View', fields: { itemId: 'own' }, at: 0 },
      visitor,
      () => 'id',
      fail,
    );
    expect(JSON.stringify(known)).toContain('"itemId":"own"');
  });
}

test('members of a request are its own', () => {
  pollute((value) => ({ value }));
  const text = (value: unknown) => value;
  expect(Object.keys(takeMembers({}, { itemId: [text, 'a text'] }, '', fail))).toEqual([]);
});
