/**
 * F45: the clock of the device is set while the tag runs. `Date` jumps, `performance.now()` continues, and the clock of
 * the service stays right. Every event arrives with the time of its occurrence, by the clock of this test.
 *
 * Not tested, because a page cannot know it: the clock in use when an event was captured before the page received any
 * answer, and a clock set by less than a minute between two pages, which the first answer reveals.
 */
import { setDeviceClock } from './support/device-clock';
import { isWhole } from './support/extent';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const minute = 60_000;
const hour = 60 * minute;
const maxAge = 13 * 24 * hour;
/** The clock is set by these amounts. */
const steps: Record<string, number> = {
  '+3 h': 3 * hour,
  '-3 h': -3 * hour,
  '+40 s': 40_000,
  ...(isWhole ? { '-2 days': -48 * hour, '-20 years': -20 * 365 * 24 * hour } : {}),
};
const inTurn = { timeoutMs: 180_000, requestsAMinute: 120, credentialsAMinute: 60 };
/** Smaller differences are not treated as a wrong clock. */
const exactMs = 2000;

const open = (stage: Stage) => {
  const { visitor, aws } = stage;
  /** The earliest and latest time of each occurrence, by its id. */
  const when = new Map<string, [number, number]>();
  const wrong: string[] = [];
  const record = async (act: () => Promise<unknown>): Promise<void> => {
    const before = stage.happened().occurred;
    const from = Date.now();
    await act();
    const until = Date.now();
    for (const id of stage.happened().occurred) if (!before.has(id)) when.set(id, [from, until]);
  };
  return {
    record,
    /** On a page that has not received an answer. */
    async recordWithoutAnswer(step: number, act: () => Promise<unknown>): Promise<void> {
      await (Math.abs(step) < minute ? act() : record(act));
    },
    set: (ms: number) => setDeviceClock(stage, ms),
    /** Waits until all events have arrived, and checks their times. */
    async expectArrival(what: string): Promise<void> {
      await visitor.evaluate(() => window.personalize.flush());
      await stage.untilAllArrived();
      for (const { itemId = '', sentAt } of aws.events()) {
        const [from, until] = when.get(itemId) ?? [0, 0];
        const offMs = Math.max(from - sentAt * 1000, sentAt * 1000 - until);
        if (from && offMs > exactMs) wrong.push(`${what}: ${itemId} is ${Math.round(offMs / 1000)} s off`);
        when.delete(itemId);
      }
    },
    expectRightTimes: () => expect(wrong, 'wrong times').toEqual([]),
  };
};

type Device = ReturnType<typeof open>;

/** A page that has received an answer. F22 covers the times of the first events sent. */
const openKnown = async (stage: Stage, openWarm: () => Promise<void> = stage.openWarm): Promise<void> => {
  await openWarm();
  // Another tab may have sent the event.
  while (!(await stage.visitor.evaluate(() => window.personalize.stats().sent))) await stage.warm();
};

/** A flush that fails must not leave rows in the store with an unverified time. */
const failingFlush = ({ visitor }: Stage) => visitor.evaluate(() => window.personalize.flush());

/** Runs the test with each step, each on its own page whose clock starts with the given offset. */
const eachStep = (
  title: string,
  startOf: (step: number) => number,
  run: (stage: Stage, device: Device, step: number) => Promise<void>,
): void =>
  scenario(title, { ...inTurn, quick: !title.includes('tabs') }, async (stage) => {
    const device = open(stage);
    await stage.visitor.open('/away.html');
    for (const [what, step] of Object.entries(steps)) {
      await device.set(startOf(step));
      await run(stage, device, step);
      await device.expectArrival(what);
    }
    device.expectRightTimes();
  });

for (const [clock, startOf, thenOf] of [
  ['a right clock is set wrong', () => 0, (step: number) => step],
  ['a wrong clock is set right', (step: number) => step, () => 0],
] as const) {
  eachStep(`F45 ${clock}, twice`, startOf, async (stage, { set, record, expectArrival }, step) => {
    await openKnown(stage);
    for (const to of [thenOf(step), startOf(step), thenOf(step)]) {
      await set(to);
      await record(() => stage.click());
      await expectArrival(`set to ${to}`);
    }
  });

  eachStep(`F45 ${clock} between capture and sending`, startOf, async (stage, { set, record }, step) => {
    await openKnown(stage);
    await record(() => stage.track(2));
    await set(thenOf(step));
    await record(() => stage.track(2));
  });

  eachStep(`F45 ${clock} while events wait, in two tabs`, startOf, async (stage, { set, record }, step) => {
    await openKnown(stage);
    await openKnown(stage, stage.newTabWarm);
    await stage.aws.down();
    await record(() => stage.track(2));
    await stage.visitor.useTab(0);
    await record(() => stage.track(2));
    await set(thenOf(step));
    await record(() => stage.track(2));
    await failingFlush(stage);
    await stage.aws.up();
    await stage.visitor.useTab(1);
    await stage.visitor.closeTab();
  });

  eachStep(`F45 ${clock} while events wait, then a reload`, startOf, async (stage, device, step) => {
    const { aws } = stage;
    await openKnown(stage);
    await aws.down();
    await device.record(() => stage.track(2));
    await device.set(thenOf(step));
    await stage.open();
    await device.recordWithoutAnswer(step, () => stage.track(2));
    await failingFlush(stage);
    await aws.up();
  });

  eachStep(`F45 ${clock} before the page has an answer`, startOf, async (stage, device, step) => {
    const { aws, visitor } = stage;
    // By all known clocks these events are twenty years old: they are dropped with that reason.
    if (startOf(step) < -maxAge) return;
    await aws.down();
    await stage.open();
    await stage.click();
    await visitor.waitFor(() => window.personalize.stats().retried);
    await device.set(thenOf(step));
    await device.recordWithoutAnswer(step, () => stage.track(2));
    await failingFlush(stage);
    await aws.up();
  });
}
