/**
 * Pages that do not run: in the back/forward cache (F12), frozen or discarded (F13), or holding the lock meanwhile
 * (F14).
 */
import { newRenderers, oneProcessATab, pidsOf, sharedInFirefox } from './support/processes';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const awayAndBack = async ({ visitor }: Stage): Promise<boolean[]> => {
  await visitor.evaluate(() => {
    location.href = 'away.html';
  });
  await visitor.waitForUrl('/away.html');
  await visitor.back();
  await visitor.waitFor(() => witness.restored.length > 0);
  return visitor.evaluate(() => witness.restored);
};

scenario('F12 a page enters the back/forward cache and is restored', { quick: true }, async (stage) => {
  await stage.openWarm();
  expect(await awayAndBack(stage), 'the page is restored').toEqual([false, true]);
  const ids = [await stage.click(), ...(await stage.track(2))];
  await stage.aws.until(() => ids.every(stage.arrived), 'the events after the return');
});

scenario('F12 a page enters the back/forward cache with a flush in flight', {}, async (stage) => {
  await stage.openWarm();
  await stage.trackInto({ delayMs: 1500 }, 12);
  // Firefox does not cache a page that holds a lock when it is left: see browser/lock.
  const restored = stage.engine === 'firefox' ? [false] : [false, true];
  expect(await awayAndBack(stage), 'the page is restored').toEqual(restored);
  await stage.click();
  await stage.untilAllArrived(45_000);
});

/** Shorter than a request timeout in the matrix (3 s), so that the answer still counts. */
const stopMs = 2000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Stopped by SIGSTOP, like a laptop that sleeps: the page gets no event. */
const asleep = { ownBrowser: true, launchExtras: oneProcessATab };

scenario('F13 a page is stopped during a drain, and continues', asleep, async (stage) => {
  const { visitor } = stage;
  await stage.openWarm();
  const renderers = pidsOf(visitor, 'renderer');
  await stage.trackInto({ delayMs: 1000 }, 15);
  for (const pid of renderers) process.kill(pid, 'SIGSTOP');
  await pause(stopMs);
  for (const pid of renderers) process.kill(pid, 'SIGCONT');
  await stage.click();
  await stage.untilAllArrived(45_000);
});

const devTools = 'only DevTools can freeze a page, and this engine has none';

scenario(
  'F13 a page is frozen by the browser, resumed, and finally discarded',
  { notInjected: { firefox: devTools, webkit: devTools } },
  async (stage) => {
    const { visitor, aws } = stage;
    await stage.openWarm();
    const turn = await lifecycle(stage);
    aws.faults({ operation: 'PutEvents', delayMs: 500 });
    await stage.track(15);
    await turn('frozen');
    await pause(stopMs);
    await turn('active');
    await stage.click();
    await stage.untilAllArrived(45_000);
    await aws.down();
    await stage.track(3);
    await turn('frozen');
    await visitor.closeTab();
  },
);

scenario(
  'F14 the lock holder is frozen: the other tab keeps sending',
  { notInjected: { firefox: devTools, webkit: devTools } },
  async (stage) => {
    const { aws } = stage;
    await stage.openWarm();
    const turn = await lifecycle(stage);
    await stage.trackInto({ hang: true }, 3);
    await turn('frozen');
    await stage.newTab();
    const ids = [await stage.click(), await stage.click()];
    await aws.until(() => ids.every(stage.arrived), 'the clicks in the other tab', 45_000);
  },
);

scenario(
  'F14 the lock holder is stopped: events of the other tab are not lost',
  { ...asleep, notInjected: sharedInFirefox },
  async (stage) => {
    const { visitor, aws } = stage;
    await stage.openWarm();
    const renderers = await newRenderers(visitor, () => stage.newTabWarm());
    await stage.trackInto({ hang: true }, 3);
    for (const pid of renderers) process.kill(pid, 'SIGSTOP');
    await visitor.useTab(0);
    await visitor.show();
    const id = await stage.click();
    await aws.until(() => stage.arrived(id), 'the click', 5000).catch(() => undefined);
    stage.count('F14 sent while the lock holder is stopped', stage.arrived(id));
    for (const pid of renderers) process.kill(pid, 'SIGCONT');
    await stage.untilAllArrived(45_000);
  },
);

// In WebKitGTK a page that is cached with an open transaction keeps the database locked: see outbox/commit.
scenario(
  'F14 the lock holder is in the back/forward cache: the next page keeps sending',
  { quick: true },
  async (stage) => {
    const { visitor, aws } = stage;
    await stage.openWarm();
    await stage.trackInto({ hang: true }, 3);
    await stage.click('#next');
    await visitor.waitForUrl('?next');
    const id = await stage.click();
    await aws.until(() => stage.arrived(id), 'the click on the next page', 15_000);
  },
);

const lifecycle = async ({ visitor }: Stage): Promise<(state: 'frozen' | 'active') => Promise<unknown>> => {
  const page = visitor.page();
  if (page === undefined) throw new Error('This engine has no DevTools');
  const devTools = await page.context().newCDPSession(page);
  return (state) => devTools.send('Page.setWebLifecycleState', { state });
};
