/** Clock, network and credentials are one for all that ask in one scope. */

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
  return { config, now: Date.now, scope: {}, storage: createTexts(), user: () => undefined };
}

test('one access in a scope, and another one in the next', () => {
  const parts = partsOf();
  const access = accessFor(parts);
  expect(accessFor(parts)).toBe(access);
  parts.scope = {};
  expect(accessFor(parts)).not.toBe(access);
});

test('what was forgotten takes nothing into the storage any more', () => {
  const parts = partsOf();
  const { storage } = accessFor(parts);
  storage.set('personalize.clock', 1);
  Object.assign(parts.scope, { forgotten: true });
  storage.set('personalize.clock', 2);
  expect(parts.storage.get('personalize.clock')).toBe(1);
});

test('nor does the id of an answer to what was asked before', async () => {
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
  Object.assign(parts.scope, { forgotten: true });
  const headers = { 'x-amzn-requestid': '00000001-0000-4000-8000-000000000000' };
  answer(overNetwork(new Response('', { headers }), 'https://events.example/events'));
  expect((await asked).response.statusCode).toBe(200);
  expect([...parts.storage.texts.keys()]).toEqual([]);
});
