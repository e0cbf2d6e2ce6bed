/** No network (F15): from the start, during a flush, intermittently. */
import { scenario } from './support/scenario';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

scenario('F15 AWS is unreachable from the start', { quick: true }, async (stage) => {
  const { aws } = stage;
  await aws.down();
  await stage.open();
  await stage.click();
  await stage.track(12);
  await stage.visitor.waitFor(() => window.personalize.stats().retried > 0);
  await stage.visitor.reload();
  await stage.click();
  await aws.up();
});

scenario('F15 the connection fails during a flush', {}, async (stage) => {
  const { aws } = stage;
  await stage.openWarm();
  for (let round = 0; round < 3; round++) {
    await stage.trackInto({ skip: round, delayMs: 5000 }, 25, 40_000);
    await aws.down();
    await stage.click();
    await aws.up();
    await stage.untilAllArrived(45_000);
  }
});

scenario('F15 the connection is intermittent', { quick: true }, async (stage) => {
  const { aws, random } = stage;
  await stage.open();
  for (let round = 0; round < 8; round++) {
    await aws.down();
    await stage.click();
    await pause(random.between(50, 400));
    await aws.up();
    await stage.track(random.between(1, 4));
    await pause(random.between(50, 400));
    if (random.next() < 0.3) await stage.visitor.reload();
  }
});

const devTools = 'only DevTools can set the browser offline; another scenario closes AWS';

scenario(
  'F15 the browser reports offline, and then online',
  { notInjected: { firefox: devTools, webkit: devTools } },
  async (stage) => {
    await stage.openWarm();
    const page = stage.visitor.page();
    if (page === undefined) throw new Error('This engine has no DevTools');
    const network = await page.context().newCDPSession(page);
    const offline = (is: boolean) =>
      network.send('Network.emulateNetworkConditions', {
        offline: is,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
      });
    await offline(true);
    await stage.track(3);
    await stage.click();
    await stage.visitor.waitFor(() => window.personalize.stats().retried > 0);
    await offline(false);
    // The `online` event triggers a drain without waiting for the back-off.
    await stage.untilAllArrived(5000);
  },
);
