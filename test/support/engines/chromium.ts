/**
 * Starts Chromium and connects to it over the DevTools protocol.
 *
 * `chromium.launch()` is not used: Playwright then emulates focus in every page, so that hidden tabs stay visible, and
 * passes --disable-back-forward-cache. Only `noDefaults` avoids both, and it applies only to the default profile of the
 * browser. So the visitors of a worker share this profile, one after the other.
 */
import type { ChildProcess } from 'node:child_process';
import { type BrowserContext, chromium } from 'playwright';
import { needBrowser } from './installed.js';
import { joinContext, reportConsole, toBrowser } from './playwright-browser';
import { endProcess, startProcess } from './start-process';
import type { Browser, LaunchOptions } from './tab';

const startTimeoutMs = 30_000;

export const chromiumFlags = [
  '--headless=new',
  '--enable-automation',
  '--window-size=1280,800',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-gpu',
  // No requests to other machines.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--metrics-recording-only',
  '--disable-features=Translate,OptimizationHints,MediaRouter,HttpsUpgrades,AutofillServerCommunication',
];

export interface ChromiumProcess {
  context: BrowserContext;
  pid: number | undefined;
  isClosed: () => boolean;
  close: () => Promise<void>;
}

export const startChromium = async ({
  profile,
  extras,
}: Omit<LaunchOptions, 'onConsole'>): Promise<ChromiumProcess> => {
  // The sandbox does not run as root, and containers run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = startProcess(
    needBrowser('chromium').executable,
    [
      '--remote-debugging-port=0',
      ...chromiumFlags,
      ...sandbox,
      ...(extras?.chromiumFlags ?? []),
      ...(extras?.privateMode ? ['--incognito'] : []),
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const browser = await chromium.connectOverCDP(await devToolsUrl(child), {
      noDefaults: true,
      timeout: startTimeoutMs,
    });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Chromium started without a profile');
    return {
      context,
      pid: child.pid,
      isClosed: () => !browser.isConnected(),
      close: async () => {
        await endProcess(child);
        await browser.close();
      },
    };
  } catch (error) {
    await endProcess(child);
    throw error;
  }
};

export const joinChromium = ({ context }: ChromiumProcess, onConsole: LaunchOptions['onConsole']): Browser =>
  joinContext({ context, newPage: () => context.newPage(), onConsole });

export const launchChromium = async ({ onConsole, ...options }: LaunchOptions): Promise<Browser> => {
  const { context, pid, close } = await startChromium(options);
  reportConsole(context, onConsole);
  const keepers = context.pages();
  return toBrowser({ context, newPage: () => context.newPage(), keepers, kill: close, close, pid });
};

const devToolsUrl = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => reject(new Error(`Chromium ${why}. Its output:\n${output}`));
    const timer = setTimeout(() => fail(`did not start in ${startTimeoutMs} ms`), startTimeoutMs);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
    child.stderr?.on('data', (chunk) => {
      output += chunk;
      const url = /DevTools listening on (\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
