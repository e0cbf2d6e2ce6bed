/** Limited storage: full quota (F27), full disk (F28), private mode (F29), frames (F30). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canMount } from '../support/engines/small-disk';
import { scenario } from './support/scenario';
import type { Stage } from './support/stage';

/** The page fills its quota with incompressible bytes until a write fails. */
const fillUp = ({ visitor }: Stage): Promise<number> =>
  visitor.evaluate(async () => {
    const open = indexedDB.open('ballast', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('bytes', { autoIncrement: true });
    await new Promise((resolve, reject) => {
      open.onsuccess = resolve;
      open.onerror = reject;
    });
    const put = (bytes: number): Promise<boolean> =>
      new Promise((resolve) => {
        const block = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(block.subarray(at, at + 65_536));
        try {
          const transaction = open.result.transaction('bytes', 'readwrite');
          transaction.objectStore('bytes').put(block);
          transaction.oncomplete = () => resolve(true);
          transaction.onabort = () => resolve(false);
        } catch {
          resolve(false);
        }
      });
    let filled = 0;
    for (let size = 1 << 20; size >= 512; size >>= 1) {
      while (filled < 300 << 20 && (await put(size))) filled += size;
    }
    return filled;
  });

scenario(
  'F27 the quota is full',
  { ownBrowser: true, launchExtras: { quotaMiB: 12 }, timeoutMs: 180_000 },
  async (stage) => {
    const { visitor, site, engine } = stage;
    // Set before the site stores anything: Chromium reads the quota only occasionally.
    await visitor.open('/away.html');
    const page = visitor.page();
    if (engine === 'chromium' && page) {
      const devTools = await page.context().newCDPSession(page);
      await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 12 << 20 });
    }
    await stage.openWarm();
    const filled = await fillUp(stage);
    if (filled > 100 << 20) throw new Error(`${filled} bytes were taken: there is no quota`);
    await stage.click();
    await stage.track(12);
    await stage.untilAllArrived(20_000);
    await stage.click('#same');
    await visitor.waitForUrl('/away.html');
    await visitor.open('/fault.html');
    await visitor.evaluate(() => void indexedDB.deleteDatabase('ballast'));
  },
);

const disk = 'only root can mount a small disk, and only on Linux';
const noDisk = canMount() ? {} : { chromium: disk, firefox: disk, webkit: disk };

scenario(
  'F28 the disk is full',
  { ownBrowser: true, launchExtras: { diskMiB: 256 }, notInjected: noDisk, timeoutMs: 180_000 },
  async (stage) => {
    const { visitor } = stage;
    await stage.openWarm();
    const ballast = join(visitor.profile, 'ballast');
    fillDisk(ballast);
    await stage.click();
    await stage.track(12);
    await stage.untilAllArrived(20_000);
    await stage.click();
    await stage.untilAllArrived(20_000);
    writeFileSync(ballast, '');
  },
);

const fillDisk = (file: string): void => {
  for (let size = 1 << 22; size >= 1024; size >>= 1) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size, size), { flag: 'a' });
    } catch {
      // Full for this block size; the remaining space is smaller.
    }
  }
};

scenario(
  'F29 the browser is in private mode',
  { ownBrowser: true, launchExtras: { privateMode: true }, quick: true },
  async (stage) => {
    // Firefox sends Global Privacy Control in private windows. A visitor who agrees all the same is captured.
    await stage.open();
    const { source } = await stage.visitor.evaluate(() => window.personalize.stats().consent);
    if (source !== (stage.engine === 'firefox' ? 'gpc' : 'option'))
      throw new Error(`Consent is of ${source}`);
    stage.options({ consent: 'granted' });
    await stage.openWarm();
    await stage.track(12);
    await stage.click('#next');
    await stage.visitor.waitForUrl('?next');
    await stage.click();
    await stage.untilAllArrived(45_000);
  },
);

/**
 * Causes an event in the frame of test/pages/frames.html. In Firefox neither mouse nor keyboard input of the driver
 * reaches a cross-site frame (by locator, coordinates or focus), so there the page calls track().
 */
const actInFrame = async ({ visitor, engine, click }: Stage): Promise<void> => {
  const page = visitor.page();
  if (engine === 'firefox')
    await page
      ?.frames()
      .at(-1)
      ?.evaluate(() => witness.track(1));
  else
    await click(async () => {
      if (page) await page.frameLocator('iframe').locator('#item').click();
      else await visitor.click({ x: 60, y: 320 });
    });
};

for (const kind of ['third-party', 'sandboxed', 'credentialless']) {
  scenario(
    `F30 the tag runs in a ${kind} iframe`,
    // Engines without this attribute show a normal frame, which must work as well.
    { quick: true },
    async (stage) => {
      const { visitor, site } = stage;
      await visitor.open(`${site.crossSiteUrl}/frames.html?${kind}`);
      await visitor.waitFor(() => (window as { tagIsThere?: boolean }).tagIsThere);
      for (let n = 0; n < 3; n++) {
        await actInFrame(stage);
        await stage.untilAllArrived(20_000);
      }
    },
  );
}
