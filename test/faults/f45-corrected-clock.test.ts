/**
 * F45: the clock of the device is set while the tag is at work. Pages see another time, `performance.now()` goes on, and
 * the service's own clock stays right: every event arrives with the time at which it happened by the clock of this test.
 *
 * What a page cannot know is not asked of it: by which clock an event was captured before this page had any answer, and
 * that the clock was set by less than a minute between two pages, which the first answer tells.
 */
import { setDeviceClock } from './support/device-clock';
import { isWhole } from './support/extent';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const minute = 60_000;
const hour = 60 * minute;
const maxAge = 13 * 24 * hour;
/** By how much it is set. */
const steps: Record<string, number> = {
  '+3 h': 3 * hour,
  '-3 h': -3 * hour,
  '+40 s': 40_000,
  ...(isWhole ? { '-2 days': -48 * hour, '-20 years': -20 * 365 * 24 * hour } : {}),
};
const inTurn = { timeoutMs: 180_000, requestsAMinute: 120, credentialsAMinute: 60 };
/** Of less than that nobody says that it is wrong. */
const exactMs = 2000;

const open = (stage: Stage) => {
  const { visitor, aws } = stage;
  /** When it happened at the earliest and at the latest, by the occurrence's id. */
  const when = new Map<string, [number, number]>();
  const wrong: string[] = [];
  const happens = async (act: () => Promise<unknown>): Promise<void> => {
    const before = stage.happened().occurred;
    const from = Date.now();
    await act();
    const until = Date.now();
    for (const id of stage.happened().occurred) if (!before.has(id)) when.set(id, [from, until]);
  };
  return {
    happens,
    /** In a page that has had no answer. */
    async happensAnswerless(step: number, act: () => Promise<unknown>): Promise<void> {
      await (Math.abs(step) < minute ? act() : happens(act));
    },
    set: (ms: number) => setDeviceClock(stage, ms),
    /** All of it is there now, and is looked at. */
    async arrives(what: string): Promise<void> {
      await visitor.evaluate(() => window.personalize.flush());
      await stage.untilAllArrived();
      for (const { itemId = '', sentAt } of aws.events()) {
        const [from, until] = when.get(itemId) ?? [0, 0];
        const offMs = Math.max(from - sentAt * 1000, sentAt * 1000 - until);
        if (from && offMs > exactMs) wrong.push(`${what}: ${itemId} is ${Math.round(offMs / 1000)} s off`);
        when.delete(itemId);
      }
    },
    areRight: () => expect(wrong, 'times that are wrong').toEqual([]),
  };
};

type Device = ReturnType<typeof open>;

/** A page that has read an answer. F22 asks for the times of what is sent first. */
const openKnown = async (stage: Stage, openWarm: () => Promise<void> = stage.openWarm): Promise<void> => {
  await openWarm();
  // Another tab may have sent it.
  while (!(await stage.visitor.evaluate(() => window.personalize.stats().sent))) await stage.warm();
};

/** What it would have sent now must not stand in the store with a time that nobody has proven. */
const tryInVain = ({ visitor }: Stage) => visitor.evaluate(() => window.personalize.flush());

/** The same with each step, in a page of its own whose clock is so far off at first. */
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
      await device.arrives(what);
    }
    device.areRight();
  });

for (const [clock, startOf, thenOf] of [
  ['a right clock is set wrong', () => 0, (step: number) => step],
  ['a wrong clock is set right', (step: number) => step, () => 0],
] as const) {
  eachStep(`F45 ${clock}, twice`, startOf, async (stage, { set, happens, arrives }, step) => {
    await openKnown(stage);
    for (const to of [thenOf(step), startOf(step), thenOf(step)]) {
      await set(to);
      await happens(() => stage.click());
      await arrives(`set to ${to}`);
    }
  });

  eachStep(`F45 ${clock} between capture and sending`, startOf, async (stage, { set, happens }, step) => {
    await openKnown(stage);
    await happens(() => stage.track(2));
    await set(thenOf(step));
    await happens(() => stage.track(2));
  });

  eachStep(`F45 ${clock} while events wait, in two tabs`, startOf, async (stage, { set, happens }, step) => {
    await openKnown(stage);
    await openKnown(stage, stage.newTabWarm);
    await stage.aws.down();
    await happens(() => stage.track(2));
    await stage.visitor.useTab(0);
    await happens(() => stage.track(2));
    await set(thenOf(step));
    await happens(() => stage.track(2));
    await tryInVain(stage);
    await stage.aws.up();
    await stage.visitor.useTab(1);
    await stage.visitor.closeTab();
  });

  eachStep(`F45 ${clock} while events wait, then a reload`, startOf, async (stage, device, step) => {
    const { aws } = stage;
    await openKnown(stage);
    await aws.down();
    await device.happens(() => stage.track(2));
    await device.set(thenOf(step));
    await stage.open();
    await device.happensAnswerless(step, () => stage.track(2));
    await tryInVain(stage);
    await aws.up();
  });

  eachStep(`F45 ${clock} before the page has an answer`, startOf, async (stage, device, step) => {
    const { aws, visitor } = stage;
    // To all that anybody knows then, these events are twenty years old: given up, with that reason.
    if (startOf(step) < -maxAge) return;
    await aws.down();
    await stage.open();
    await stage.click();
    await visitor.waitFor(() => window.personalize.stats().retried);
    await device.set(thenOf(step));
    await device.happensAnswerless(step, () => stage.track(2));
    await tryInVain(stage);
    await aws.up();
  });
}
