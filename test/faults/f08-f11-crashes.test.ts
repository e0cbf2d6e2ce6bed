/** A browser process crashes (F8 to F10), or site data are cleared under a live page (F11). */
import { killRole, newRenderers, oneProcessATab, sharedInFirefox } from './support/processes';
import { expect, scenario } from './support/scenario';
import type { Stage } from './support/stage';

const crash = { ownBrowser: true, launchExtras: oneProcessATab };

scenario(
  'F8 a renderer crashes during a drain; the other tab keeps sending',
  { ...crash, quick: true, notInjected: { ...sharedInFirefox, webkit: 'the driver ends with the process' } },
  async (stage) => {
    const { visitor, aws } = stage;
    await stage.openWarm();
    const renderers = await newRenderers(visitor, () => stage.newTabWarm());
    await stage.trackInto({ hang: true }, 3);
    for (const pid of renderers) process.kill(pid, 'SIGKILL');

    await visitor.useTab(0);
    await visitor.show();
    const ids = [await stage.click(), await stage.click()];
    await aws.until(() => ids.every(stage.arrived), 'the clicks in the other tab', 20_000);
  },
);

const withDriver = {
  firefox: 'Firefox runs this in the browser process',
  webkit: 'WebKitWebDriver stops answering without this process',
};

scenario(
  'F9 the network process crashes during a drain',
  { ownBrowser: true, quick: true, notInjected: withDriver },
  async (stage) => {
    const { visitor } = stage;
    await stage.openWarm();
    await stage.trackInto({ hang: 'after' }, 3);
    killRole(visitor, 'network');
    await visitor.waitFor(() => window.personalize.version);
    await stage.track(2);
    await stage.click();
  },
);

scenario(
  'F10 the storage process crashes under a live page',
  { ownBrowser: true, notInjected: withDriver },
  async (stage) => {
    const { visitor } = stage;
    await stage.openWarm();
    killRole(visitor, 'storage');
    await visitor.waitFor(() => window.personalize.version);
    await stage.click();
    await stage.track(2);
    await stage.untilAllArrived().catch(() => undefined);
    await stage.click('#next');
    await visitor.waitForUrl('?next');
    await stage.click();
  },
);

const clear = async ({ visitor, site }: Stage): Promise<void> => {
  site.route(
    '/clear',
    (_, response) => void response.writeHead(204, { 'clear-site-data': '"storage"' }).end(),
  );
  expect(await visitor.evaluate(async () => (await fetch('/clear')).status)).toBe(204);
};

scenario('F11 site data are cleared under a live page', { quick: true }, async (stage) => {
  const { visitor, aws } = stage;
  await stage.openWarm();
  await visitor.evaluate(() => localStorage.setItem('probe', 'here'));
  await clear(stage);
  await visitor.waitFor(() => localStorage.getItem('probe') === null);

  const after = [await stage.click(), await stage.click()];
  await aws.until(() => after.every(stage.arrived), 'the clicks after the clearing', 30_000);
  await stage.track(3);
  await stage.untilAllArrived();
});

scenario(
  'F11 site data are cleared while events are pending: those events may be lost',
  {},
  async (stage) => {
    const { aws } = stage;
    await stage.openWarm();
    await aws.down();
    const erased = await stage.track(3);
    stage.excuse((id) => erased.includes(id));
    await clear(stage);
    await stage.track(3);
    await stage.click();
  },
);
