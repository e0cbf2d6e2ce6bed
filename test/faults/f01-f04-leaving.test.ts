/** A click that navigates (F1 to F4): its event is on the wire without another visit, and sent once. */
import { isWhole } from './support/extent';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const rounds = isWhole ? 20 : 10;
/** With the ten rounds of `npm test`, one event may be late. */
const leastShare = isWhole ? 0.95 : 0.9;
/** Each visit takes one or two seconds and sends its events one by one. */
const manyRequests = { requestsAMinute: 120 };
/** An event that arrives within this time did not need a recovery visit. */
const momentMs = 2000;

interface Leaving {
  stage: Stage;
  note: string;
  /** An event was sent before on the same page; otherwise neither chunk nor credentials are loaded. */
  warm?: boolean;
  leave: () => Promise<string>;
}

/** Repeats: open the page, leave it with a click, and check whether the event is on the wire in time. */
const leaveRepeatedly = async ({ stage, note, warm = true, leave }: Leaving): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    await (warm ? stage.openWarm() : stage.open());
    const id = await leave();
    await stage.aws.until(() => stage.arrived(id), 'the click', momentMs).catch(() => undefined);
    stage.count(note, stage.arrived(id));
  }
};

const away = (stage: Stage, target: string) => async (): Promise<string> => {
  const id = await stage.click(target);
  await stage.visitor.waitForUrl('/away.html');
  return id;
};

const expectShare = (stage: Stage, note: string): void => {
  const [hits, of] = stage.notes[note] ?? [0, 1];
  expect(hits / of, `${note}: ${hits} of ${of}`).toBeGreaterThanOrEqual(leastShare);
};

scenario(
  'F1 a click on a link navigates to a page of the same site',
  { ...manyRequests, quick: true },
  async (stage) => {
    const note = 'F1 on the wire before any other visit';
    await leaveRepeatedly({ stage, note, leave: away(stage, '#same') });
    expectShare(stage, note);
  },
);

scenario('F1 a click that is the first event of its page navigates', manyRequests, async (stage) => {
  const note = 'F1 first event of its page, before any other visit';
  await leaveRepeatedly({ stage, note, warm: false, leave: away(stage, '#same') });
});

scenario('F2 a click on a link navigates to another site', manyRequests, async (stage) => {
  const note = 'F2 on the wire before any other visit';
  await leaveRepeatedly({ stage, note, leave: away(stage, '#far') });
  expectShare(stage, note);
});

for (const way of ['script', 'submit']) {
  scenario(`F3 the page navigates by ${way}`, manyRequests, async (stage) => {
    const note = `F3 by ${way} on the wire before any other visit`;
    await leaveRepeatedly({ stage, note, leave: away(stage, `#${way}`) });
  });
}

scenario(
  'F3 new tab, middle click, download and mailto send one event each',
  { quick: true },
  async (stage) => {
    await stage.openWarm();
    await stage.click('#download');
    await stage.click('#mail');
    await stage.click('#next', { button: 'middle' });
    await stage.visitor.waitForTabs(2);
    await stage.click('#blank');
    await stage.visitor.waitForTabs(3);
    await stage.untilAllArrived();
    expect(stage.happened().occurred.size).toBe(5);
  },
);

scenario('F4 the tab is closed right after the click', { ...manyRequests, quick: true }, async (stage) => {
  const note = 'F4 on the wire before any other visit';
  // This page keeps the browser open and has no tag.
  await stage.visitor.open('/away.html');
  await leaveRepeatedly({
    stage: { ...stage, openWarm: () => stage.newTabWarm() },
    note,
    leave: async () => {
      const id = await stage.click();
      await stage.visitor.closeTab();
      return id;
    },
  });
});
