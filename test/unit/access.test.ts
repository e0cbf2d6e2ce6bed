/** Clock, network and credentials are one for all that ask with the same configuration. */

import { expect, test } from 'vitest';
import { accessFor } from '../../src/aws/access';
import { parseOptions } from '../../src/config';
import { POOL } from '../support/unit-page';

test('one access for a configuration, and another one for another', () => {
  const configs = [1, 2].map(() => parseOptions({ trackingId: 't', identityPoolId: POOL }, () => {}));
  const [one, two] = configs;
  if (!one || !two) throw new Error('no config');
  const access = accessFor(one, Date.now);
  expect(accessFor(one, Date.now)).toBe(access);
  expect(accessFor(two, Date.now)).not.toBe(access);
});
