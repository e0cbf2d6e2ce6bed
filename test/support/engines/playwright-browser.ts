/** A browser over a Playwright context, with its console in our words. */
import type { BrowserContext, ConsoleMessage, Page, WebError } from 'playwright';
import { toTab } from './playwright-tab';
import type { Browser, ConsoleEntry, LaunchOptions, Tab } from './tab';

interface Parts {
  context: BrowserContext;
  newPage: () => Promise<Page>;
  /** Pages that were there before, and keep the browser alive when the visitor closes the last tab. */
  keepers: readonly Page[];
  kill: () => Promise<void>;
  close: () => Promise<void>;
  pid?: number | undefined;
}

export const toBrowser = ({ context, newPage, keepers, kill, close, pid }: Parts): Browser => {
  const tabs = new WeakMap<Page, Tab>();
  const tabOf = (page: Page): Tab => {
    const tab = tabs.get(page) ?? toTab(page);
    tabs.set(page, tab);
    return tab;
  };
  return {
    open: async () => tabOf(await newPage()),
    tabs: async () =>
      context
        .pages()
        .filter((page) => !keepers.includes(page))
        .map(tabOf),
    kill,
    close,
    ...(pid === undefined ? {} : { pid }),
  };
};

export const refuseToKill = async (): Promise<void> => {
  throw new Error('This browser is shared; say `test.use({ ownBrowser: true })` to kill and restart one.');
};

/**
 * A running browser for its next visitor. Each has a site of its own, since a new port is a new origin with a storage
 * and a cache of its own. Ports do not separate cookies, so those are deleted at the end, with the tabs.
 */
export const joinContext = ({
  context,
  newPage,
  onConsole,
}: Pick<Parts, 'context' | 'newPage'> & Pick<LaunchOptions, 'onConsole'>): Browser => {
  const stop = reportConsole(context, onConsole);
  const keepers = context.pages();
  const close = async (): Promise<void> => {
    stop();
    const left = context.pages().filter((page) => !keepers.includes(page));
    await Promise.all(left.map((page) => page.close()));
    await context.clearCookies();
  };
  return toBrowser({ context, newPage, keepers, kill: refuseToKill, close });
};

const levels: Record<string, ConsoleEntry['level']> = {
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  assert: 'error',
};

/** Returns the way to stop, for a context that is shared by one visitor after another. */
export const reportConsole = (
  context: BrowserContext,
  onConsole: (entry: ConsoleEntry) => void,
): (() => void) => {
  const onMessage = (message: ConsoleMessage): void =>
    onConsole({ level: levels[message.type()] ?? 'log', text: message.text() });
  const onError = (error: WebError): void => onConsole({ level: 'error', text: String(error.error()) });
  context.on('console', onMessage).on('weberror', onError);
  return () => context.off('console', onMessage).off('weberror', onError);
};
