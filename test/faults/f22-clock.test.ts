/**
 * F22: the clock of the device is wrong, or jumps. The test moves the clock of the service, which has the same effect.
 */
import { setDeviceClock } from './support/device-clock';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const minute = 60_000;
const hour = 60 * minute;

/** The offset of the device clock from the service clock. */
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

/** A click arrives with the time of the click, in service time. */
async function clickInTime(stage: Stage, ms: number): Promise<void> {
  const from = Date.now() - ms;
  const id = await stage.click();
  const until = Date.now() - ms;
  await stage.untilAllArrived(30_000);
  const sentAt = stage.aws.events().find(({ itemId }) => itemId === id)?.sentAt ?? 0;
  expect(sentAt * 1000, 'sentAt').toBeGreaterThan(from - 3000);
  expect(sentAt * 1000, 'sentAt').toBeLessThan(until + 3000);
}

for (const hideDate of [false, true]) {
  for (const [what, ms] of Object.entries(clocks)) {
    const title = `F22 the clock is ${what}, and Date is ${hideDate ? 'hidden' : 'shown'}`;
    scenario(title, { quick: !hideDate && ms === 2 * hour }, async (stage) => {
      deviceIsOff(stage, ms, hideDate);
      await stage.open();
      await clickInTime(stage, ms);
      const { puts, credentials } = callsFor(stage);
      expect(puts, 'requests').toBeLessThanOrEqual(3);
      expect(credentials, 'calls for credentials').toBeLessThanOrEqual(2);
      // The next page uses the known correction from the start.
      await stage.open();
      await clickInTime(stage, ms);
      expect(callsFor(stage).puts - puts, 'requests of the next page').toBeLessThanOrEqual(2);
      // Once the clock is corrected between two pages, no correction is applied.
      deviceIsOff(stage, 0, hideDate);
      await stage.open();
      await clickInTime(stage, 0);
    });
  }
}

scenario('F22 the clock jumps during the session', { timeoutMs: 180_000 }, async (stage) => {
  // The clock jumps in the page, which can detect it: a jump of the service's clock would be undetectable.
  await setDeviceClock(stage, 0);
  await stage.openWarm();
  for (const ms of [20 * minute, -30 * minute, 0]) {
    await setDeviceClock(stage, ms);
    const before = callsFor(stage);
    await clickInTime(stage, 0);
    const after = callsFor(stage);
    expect(after.puts - before.puts, 'requests').toBeLessThanOrEqual(3);
    expect(after.credentials - before.credentials, 'calls for credentials').toBeLessThanOrEqual(2);
  }
});
