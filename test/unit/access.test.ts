/** All callers in one scope share one clock, one network client and one credentials provider. */

import { afterEach, expect, test, vi } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { accessFor } from '../../src/chunks/aws/access';
import { overNetwork } from '../support/unit-network';
import { POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';

afterEach(() => {
  vi.unstubAllGlobals();
});

function partsOf() {
  const config = parseOptions({ trackingId: 't', identityPoolId: POOL }, () => {});
  if (!config) throw new Error('no config');
  return {
    config,
    page: { now: Date.now, scope: {}, storage: createTexts() },
    visitor: { user: () => undefined },
  };
}

test('a scope has one access object, and the next scope has another one', () => {
  const parts = partsOf();
  const access = accessFor(parts);
  expect(accessFor(parts)).toBe(access);
  parts.page.scope = {};
  expect(accessFor(parts)).not.toBe(access);
});

test('after forget() the clock is no longer written to the storage', () => {
  const parts = partsOf();
  const { storage } = accessFor(parts);
  storage.set('personalize.clock', 1);
  Object.assign(parts.page.scope, { forgotten: true });
  storage.set('personalize.clock', 2);
  expect(parts.page.storage.get('personalize.clock')).toBe(1);
});

test('after forget() the id of an answer to an earlier request is not stored', async () => {
  const parts = partsOf();
  const { requestHandler } = accessFor(parts);
  let answer = (_: Response): void => {};
  vi.stubGlobal('fetch', () => new Promise((resolve) => (answer = resolve)));
  const asked = requestHandler.handle({
    protocol: 'https:',
    hostname: 'events.example',
    path: '/events',
    method: 'POST',
    headers: {},
  });
  Object.assign(parts.page.scope, { forgotten: true });
  const headers = { 'x-amzn-requestid': '00000001-0000-4000-8000-000000000000' };
  answer(overNetwork(new Response('', { headers }), 'https://events.example/events'));
  expect((await asked).response.statusCode).toBe(200);
  expect([...parts.page.storage.texts.keys()]).toEqual([]);
});
