/**
 * Firefox: Debian's over WebDriver BiDi, or Playwright's own build.
 *
 * It takes seconds to start, and most of a second to open a window, so visitors of a worker share one window, one after
 * the other. Who asks for a browser of their own (to kill it, to come back) gets one with the given profile.
 */
import { type BrowserContext, firefox, type Page, type LaunchOptions as PlaywrightOptions } from 'playwright';
import { needBrowser } from './installed.js';
import { joinContext, reportConsole, toBrowser } from './playwright-browser';
import { findDescendant, killTree } from './process-tree';
import type { Browser, LaunchExtras, LaunchOptions } from './tab';

const prefs = {
  // Nothing may leave the machine.
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'captivedetect.canonicalURL': '',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

const options = (extras?: LaunchExtras): PlaywrightOptions => {
  const { from, executable } = needBrowser('firefox');
  return {
    executablePath: executable,
    // The channel chooses the protocol: BiDi for a Firefox that Mozilla or a distribution built.
    ...(from === 'system' ? { channel: 'moz-firefox' } : {}),
    args: ['--width=1280', '--height=800'],
    firefoxUserPrefs: {
      ...prefs,
      ...(extras?.privateMode ? { 'browser.privatebrowsing.autostart': true } : {}),
      ...(extras?.quotaMiB ? { 'dom.quotaManager.temporaryStorage.fixedLimit': extras.quotaMiB * 1024 } : {}),
      ...extras?.firefoxPrefs,
    },
  };
};

export interface FirefoxProcess {
  context: BrowserContext;
  isClosed: () => boolean;
  close: () => Promise<void>;
}

export const startFirefox = async (): Promise<FirefoxProcess> => {
  const browser = await firefox.launch(options());
  const context = await browser.newContext({ viewport: null });
  await context.newPage();
  return { context, isClosed: () => !browser.isConnected(), close: () => browser.close() };
};

export const joinFirefox = ({ context }: FirefoxProcess, onConsole: LaunchOptions['onConsole']): Browser =>
  joinContext({ context, newPage: () => newTab(context), onConsole });

export const launchFirefox = async ({ profile, onConsole, extras }: LaunchOptions): Promise<Browser> => {
  const context = await firefox.launchPersistentContext(profile, {
    ...options(extras),
    viewport: null,
  });
  reportConsole(context, onConsole);
  const pid = findDescendant(profile);
  if (pid === undefined) throw new Error(`No Firefox with the profile ${profile} among our processes`);
  const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const keepers = context.pages();
  return toBrowser({
    context,
    newPage: () => newTab(context),
    keepers,
    kill: async () => {
      killTree(pid);
      await gone;
    },
    close: () => context.close(),
    pid,
  });
};

/**
 * Playwright opens each page in a window of its own, and windows do not hide each other; what a page opens comes as
 * a tab in front of it, and hides it.
 */
const newTab = async (context: BrowserContext): Promise<Page> => {
  const opener = context.pages().at(-1);
  if (opener === undefined) return context.newPage();
  const opened = context.waitForEvent('page', { timeout: 10_000 });
  await opener.evaluate("void window.open('about:blank', '_blank', 'noopener')");
  return opened;
};
