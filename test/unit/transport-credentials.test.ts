/** What the identity pool refuses is no fault of the events: they are kept. */

import { expect, test } from 'vitest';
import { createTransport } from '../../src/aws/aws-transport';
import { createClock } from '../../src/aws/clock';
import { createCredentials } from '../../src/aws/credentials';
import { createFetchHandler } from '../../src/aws/fetch-handler';
import { parseOptions } from '../../src/config';
import { createTexts } from '../support/unit-storage';

for (const type of ['InvalidParameterException', 'ValidationException']) {
  test(`${type} of Cognito does not refuse events`, async () => {
    const before = globalThis.fetch;
    globalThis.fetch = async () =>
      new Response(JSON.stringify({ __type: type, message: 'bad pool' }), {
        status: 400,
        headers: { 'x-amzn-ErrorType': type, 'content-type': 'application/x-amz-json-1.1' },
      });
    try {
      const config = parseOptions({ trackingId: 't', identityPoolId: 'us-east-1:1000' }, () => {});
      if (!config) throw new Error('no config');
      const now = () => Date.now();
      const storage = createTexts();
      const clock = createClock(storage, now);
      const requestHandler = createFetchHandler(clock.learn, {});
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
