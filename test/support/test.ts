/**
 * Playwright Test with the fixtures `aws`, `site` and `visitor`, which are new for every test.
 *
 * `test.use({ ownBrowser: true })` in a file or a describe block gives each of its tests a browser with a profile that
 * survives `visitor.kill()` and `visitor.restart()`. With it, `launchExtras` sets flags and preferences.
 */
import { test as base, expect } from '@playwright/test';
import { createLauncher, type Launcher } from './engines/launch';
import { markNetworkRemark } from './engines/network-remark';
import { mountSmallDisk } from './engines/small-disk';
import type { ConsoleEntry, EngineName, LaunchExtras } from './engines/tab';
import { findHarm } from './harm';
import { type Aws, startAws } from './local-aws';
import { type Site, startSite } from './site';
import { createVisitor, type Visitor } from './visitor';

const { log } = console;

export { expectEvents } from './expect-events';
export { expect };

export interface World {
  ownBrowser: boolean;
  launchExtras: LaunchExtras;
  aws: Aws;
  site: Site;
  visitor: Visitor;
}

export interface Worker {
  /** Set by the project in playwright.config.ts. */
  engine: EngineName;
  launcher: Launcher;
}

export const test = base.extend<World, Worker>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  ownBrowser: [false, { option: true }],
  launchExtras: [{}, { option: true }],

  launcher: [
    async ({ engine }, use) => {
      const launcher = createLauncher(engine);
      await use(launcher);
      await launcher.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  aws: async ({}, use) => {
    const aws = await startAws();
    await use(aws);
    await aws.close();
  },

  site: async ({ aws }, use) => {
    const site = await startSite(() => ({ __AWS__: aws.url }));
    await use(site);
    await site.close();
  },

  visitor: async ({ engine, launcher, ownBrowser, launchExtras, aws, site }, use, info) => {
    const profile = launcher.newProfile();
    const disk = launchExtras.diskMiB ? mountSmallDisk(profile, launchExtras.diskMiB) : undefined;
    const console: ConsoleEntry[] = [];
    const launch = () =>
      launcher.launch({
        own: ownBrowser,
        profile,
        extras: launchExtras,
        onConsole: (entry) => console.push(markNetworkRemark(entry)),
      });
    const visitor = createVisitor({ engine, home: site.url, profile, launch, console });
    await use(visitor);
    const harm = await findHarm({ visitor, site, aws });
    await visitor.end();
    disk?.unmount();
    const failed = info.status !== 'passed' || harm.length > 0;
    if (failed && info.expectedStatus === 'passed') {
      const lines = console.map(({ level, text }) => `  ${level}: ${text}`);
      log(
        [`Arrivals and console of '${info.title}', ${engine}:`, aws.report(), 'console:', ...lines].join(
          '\n',
        ),
      );
    }
    expect(harm, 'no harm to the page').toEqual([]);
  },
});
