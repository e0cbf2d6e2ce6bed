/** The browsers of one worker: what takes long to start is started once and shared, the rest is made for each visitor. */
import { webkit } from 'playwright';
import { launchChromium } from './chromium';
import { joinFirefox, launchFirefox, launchSharedFirefox } from './firefox';
import { needBrowser } from './installed.js';
import { reportConsole, toBrowser } from './playwright-browser';
import { newDirectory } from './run-directory';
import type { Browser, EngineName, LaunchOptions } from './tab';
import { launchWebKit } from './webkit';
import { startDisplay } from './xvfb';

export interface Launcher {
  /** `own`: a browser process with a profile that a later launch can take up again. */
  launch(options: LaunchOptions & { own: boolean }): Promise<Browser>;
  newProfile(): string;
  close(): Promise<void>;
}

export const createLauncher = (engine: EngineName): Launcher => {
  const display = once(startDisplay);
  const sharedFirefox = once(launchSharedFirefox);
  return {
    newProfile: () => newDirectory(engine),
    launch: async ({ own, ...options }) => {
      if (engine === 'chromium') return launchChromium(options);
      if (engine === 'firefox') {
        return own ? launchFirefox(options) : joinFirefox(await sharedFirefox.get(), options);
      }
      if (needBrowser('webkit').from === 'playwright') return launchPlaywrightWebKit(options);
      return launchWebKit(options, (await display.get()).name);
    },
    close: async () => {
      await (await sharedFirefox.peek())?.close();
      await (await display.peek())?.close();
    },
  };
};

/** Its tabs never hide each other; tests that need that run on WebKitGTK. */
const launchPlaywrightWebKit = async ({ profile, onConsole }: LaunchOptions): Promise<Browser> => {
  const context = await webkit.launchPersistentContext(profile);
  reportConsole(context, onConsole);
  const close = (): Promise<void> => context.close();
  return toBrowser({
    context,
    newPage: () => context.newPage(),
    keepers: context.pages(),
    kill: close,
    close,
  });
};

const once = <T>(start: () => Promise<T>): { get: () => Promise<T>; peek: () => Promise<T> | undefined } => {
  let started: Promise<T> | undefined;
  return {
    get: () => {
      started ??= start();
      return started;
    },
    peek: () => started,
  };
};
