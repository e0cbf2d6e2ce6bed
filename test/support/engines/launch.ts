/** Manages the browsers of one worker. Slow parts start once and are shared; other parts are created per visitor. */
import { webkit } from 'playwright';
import { joinChromium, launchChromium, startChromium } from './chromium';
import { joinFirefox, launchFirefox, startFirefox } from './firefox';
import { needBrowser } from './installed.js';
import { reportConsole, toBrowser } from './playwright-browser';
import { newDirectory } from './run-directory';
import type { Browser, EngineName, LaunchOptions } from './tab';
import { joinWebKit, launchWebKit, startWebKit } from './webkit';
import { startDisplay } from './xvfb';

export interface Launcher {
  /** `own`: a separate browser process with a profile that a later launch can use again. */
  launch(options: LaunchOptions & { own: boolean }): Promise<Browser>;
  newProfile(): string;
  close(): Promise<void>;
}

export const createLauncher = (engine: EngineName): Launcher => {
  const newProfile = (): string => newDirectory(engine);
  const display = once(startDisplay);
  const displayName = async (): Promise<string> => (await display.get()).name;
  const sharedChromium = shared(() => startChromium({ profile: newProfile() }));
  const sharedFirefox = shared(startFirefox);
  const sharedWebKit = shared(async () => startWebKit({ profile: newProfile() }, await displayName()));

  const launchOwn = async (options: LaunchOptions): Promise<Browser> => {
    if (engine === 'chromium') return launchChromium(options);
    if (engine === 'firefox') return launchFirefox(options);
    return launchWebKit(options, await displayName());
  };
  const join = async ({ onConsole }: LaunchOptions): Promise<Browser> => {
    if (engine === 'chromium') return joinChromium(await sharedChromium.get(), onConsole);
    if (engine === 'firefox') return joinFirefox(await sharedFirefox.get(), onConsole);
    return joinWebKit(await sharedWebKit.get(), onConsole);
  };
  return {
    newProfile,
    launch: ({ own, ...options }) => {
      if (engine === 'webkit' && needBrowser('webkit').from === 'playwright') {
        return launchPlaywrightWebKit(options);
      }
      return own ? launchOwn(options) : join(options);
    },
    close: async () => {
      for (const each of [sharedChromium, sharedFirefox, sharedWebKit, display]) await each.close();
    },
  };
};

/** Tabs of this WebKit never hide each other. Tests that need hidden tabs run on WebKitGTK. */
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

interface Once<T> {
  get(): Promise<T>;
  close(): Promise<void>;
}

/** Starts at the first `get()`. `close()` does nothing if it was never started. */
const once = <T extends { close: () => Promise<void> }>(start: () => Promise<T>): Once<T> => {
  let started: Promise<T> | undefined;
  return {
    get: () => {
      started ??= start();
      return started;
    },
    close: async () => {
      await (await started)?.close();
    },
  };
};

/** Like `once`, but starts again after a crash. */
const shared = <T extends { close: () => Promise<void>; isClosed: () => boolean }>(
  start: () => Promise<T>,
): Once<T> => {
  let current = once(start);
  return {
    get: async () => {
      if ((await current.get()).isClosed()) current = once(start);
      return current.get();
    },
    close: () => current.close(),
  };
};
