/** A refusal by the identity pool does not refuse events: they are kept. */

import { expect, test } from 'vitest';
import { parseOptions } from '../../src/api/config';
import { createTransport } from '../../src/chunks/aws/aws-transport';
import { createClock } from '../../src/chunks/aws/clock';
import { createCredentials } from '../../src/chunks/aws/credentials';
import { createFetchHandler } from '../../src/chunks/aws/fetch-handler';
import { failing } from '../support/unit-aws';
import { overNetwork } from '../support/unit-network';
import { createTexts } from '../support/unit-storage';

for (const type of ['InvalidParameterException', 'ValidationException']) {
  test(`${type} of Cognito does not refuse events`, async () => {
    const before = globalThis.fetch;
    globalThis.fetch = async (url) => overNetwork(failing(type, 400, 'bad pool'), `${url}`);
    try {
      const config = parseOptions({ trackingId: 't', identityPoolId: 'us-east-1:1000' }, () => {});
      if (!config) throw new Error('no config');
      const now = () => Date.now();
      const storage = createTexts();
      const clock = createClock(storage, now);
      const requestHandler = createFetchHandler(clock.learn, {}, createTexts());
      const credentials = createCredentials({
        config,
        storage,
        clock,
        now,
        requestHandler,
        user: () => undefined,
      });
      const transport = createTransport({ credentials, clock, put: async () => {} });
      expect(await transport.prepare()).toMatchObject({ kind: 'disabled' });
    } finally {
      globalThis.fetch = before;
    }
  });
}
