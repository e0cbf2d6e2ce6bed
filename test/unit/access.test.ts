/** Clock, network and credentials are one for all that ask in one scope. */

import { expect, test } from 'vitest';
import { accessFor } from '../../src/aws/access';
import { parseOptions } from '../../src/config';
import { POOL } from '../support/unit-page';
import { createTexts } from '../support/unit-storage';

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
