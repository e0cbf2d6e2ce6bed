/** F22: the clock of the device is wrong, or jumps. The service's own is moved, which is the same to both. */
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const minute = 60_000;
const hour = 60 * minute;

/** What the device's clock shows against the service's. */
const clocks: Record<string, number> = {
  'an hour behind': -hour,
  '58 minutes ahead': 58 * minute,
  'two hours ahead': 2 * hour,
  'in 1970': -56 * 365.25 * 24 * hour,
};

const deviceIsOff = ({ aws }: Stage, ms: number, hideDate: boolean): void => {
  aws.clearFaults();
  aws.faults({ operation: '*', times: 'always', clockOffsetMs: -ms, hideDate });
};

const callsFor = (stage: Stage) => ({
  puts: stage.aws.requests('PutEvents').length,
  credentials: stage.aws.requests('GetCredentialsForIdentity').length,
});

for (const hideDate of [false, true]) {
  for (const [what, ms] of Object.entries(clocks)) {
    const title = `F22 the clock is ${what}, and Date is ${hideDate ? 'hidden' : 'shown'}`;
    scenario(title, { quick: !hideDate && ms === 2 * hour }, async (stage) => {
      deviceIsOff(stage, ms, hideDate);
      await stage.open();
      await stage.click();
      await stage.untilAllArrived(30_000);
      const { puts, credentials } = callsFor(stage);
      expect(puts, 'requests').toBeLessThanOrEqual(3);
      expect(credentials, 'calls for credentials').toBeLessThanOrEqual(2);
      // The next page knows it from the first moment on.
      await stage.open();
      await stage.click();
      await stage.untilAllArrived(30_000);
      expect(callsFor(stage).puts - puts, 'requests of the next page').toBeLessThanOrEqual(2);
    });
  }
}

scenario('F22 the clock jumps during the session', { timeoutMs: 180_000 }, async (stage) => {
  await stage.openWarm();
  for (const ms of [20 * minute, -30 * minute, 0]) {
    deviceIsOff(stage, ms, false);
    const before = callsFor(stage);
    await stage.click();
    await stage.untilAllArrived(30_000);
    const after = callsFor(stage);
    expect(after.puts - before.puts, 'requests').toBeLessThanOrEqual(3);
    expect(after.credentials - before.credentials, 'calls for credentials').toBeLessThanOrEqual(2);
  }
});
