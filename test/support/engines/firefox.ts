/**
 * Starts Firefox: the one of Debian over WebDriver BiDi, or Playwright's own build.
 *
 * Firefox takes seconds to start, and most of a second to open a window. So the visitors of a worker share one window,
 * one after the other. A test that needs its own browser, to kill it or to restart it, gets one with the given profile.
 */
import { type BrowserContext, firefox, type Page, type LaunchOptions as PlaywrightOptions } from 'playwright';
import { needBrowser } from './installed.js';
import { joinContext, reportConsole, toBrowser } from './playwright-browser';
import { findDescendant, killTree } from './process-tree';
import type { Browser, LaunchExtras, LaunchOptions } from './tab';

const prefs = {
  // No requests to other machines.
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
    // The channel selects the protocol: BiDi for a Firefox built by Mozilla or by a distribution.
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
  if (pid === undefined) throw new Error(`No child process is a Firefox with the profile ${profile}`);
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
 * Opens a tab with `window.open`, in front of the opener, which it hides. Playwright would open each page in its own
 * window, and windows do not hide each other.
 */
const newTab = async (context: BrowserContext): Promise<Page> => {
  const opener = context.pages().at(-1);
  if (opener === undefined) return context.newPage();
  const opened = context.waitForEvent('page', { timeout: 10_000 });
  await opener.evaluate("void window.open('about:blank', '_blank', 'noopener')");
  return opened;
};
