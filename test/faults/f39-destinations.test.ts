/** Rows of other destinations (F39): pending rows of another tracker or pool do not block others. */

import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const OPTIONS = {
  trackingId: '20000000-0000-4000-8000-000000000001',
  identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
  botFilter: false,
  flush: { delayMs: 50 },
};

/** Initializes the tag with other options and stores this many events. */
const trackAs = async ({ visitor, aws }: Stage, options: object, count: number): Promise<void> => {
  await visitor.evaluate(
    async (given, many) => {
      window.personalize.stop();
      window.personalize.init(given as never);
      const all = Array.from({ length: many }, (_, at) =>
        window.personalize.track('View', { itemId: `elsewhere ${at}` }),
      );
      await Promise.all(all);
    },
    { ...OPTIONS, endpoint: aws.url, ...options },
    count,
  );
};

/** Waits until the service has refused a request. */
const untilRefused = ({ visitor }: Stage) => visitor.waitFor(() => window.personalize.stats().retried);

const wrong = {
  'a mistyped tracking id': { trackingId: '20000000-0000-4000-8000-00000000000l' },
  'a pool without guest access': { identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000002' },
};

for (const [what, options] of Object.entries(wrong)) {
  scenario(
    `F39 events are pending under ${what}`,
    { quick: true, allow: /40\d|Failed to load/, requestsAMinute: 60 },
    async (stage) => {
      await stage.open();
      await trackAs(stage, options, 3);
      await untilRefused(stage);
      await stage.open();
      await stage.click();
      await stage.track(12);
      await stage.untilAllArrived();
      expect(await stage.visitor.evaluate(() => window.personalize.flush())).toMatchObject({ waiting: 0 });
    },
  );
}

scenario(
  'F39 more foreign rows than one drain reads',
  { allow: /40\d|Failed to load/, requestsAMinute: 60 },
  async (stage) => {
    await stage.open();
    await trackAs(stage, wrong['a mistyped tracking id'], 1200);
    await untilRefused(stage);
    await stage.open();
    await stage.click();
    await stage.track(25);
    await stage.untilAllArrived();
  },
);

scenario(
  'F39 two configurations alternate on one origin',
  { quick: true, allow: /40\d|Failed to load/, requestsAMinute: 60, credentialsAMinute: 20 },
  async (stage) => {
    for (let turn = 0; turn < 3; turn++) {
      await stage.open();
      await stage.click();
      await stage.track(3);
      await trackAs(stage, wrong['a mistyped tracking id'], 2);
      // From then on its circuit breaker is open; the other destination is not affected.
      if (!turn) await untilRefused(stage);
    }
    await stage.open();
    await stage.click();
    await stage.untilAllArrived();
  },
);
