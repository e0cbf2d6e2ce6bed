/** Adapts a Playwright context, with its tabs and its console, to the interface of `Browser`. */
import type { BrowserContext, ConsoleMessage, Page, WebError } from 'playwright';
import { toTab } from './playwright-tab';
import type { Browser, ConsoleEntry, LaunchOptions, Tab } from './tab';

interface Parts {
  context: BrowserContext;
  newPage: () => Promise<Page>;
  /** Pages opened before the visit. They keep the browser running when the visitor closes the last tab. */
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
  throw new Error('This browser is shared. To kill and restart one, call `test.use({ ownBrowser: true })`.');
};

/**
 * Lets the next visitor use a running browser. Each visitor has a site on a new port, which is a new origin with
 * separate storage and cache. Cookies are not separated by port, so they are deleted at the end, when the tabs are
 * closed.
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
    const remaining = context.pages().filter((page) => !keepers.includes(page));
    await Promise.all(remaining.map((page) => page.close()));
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

/** Returns a function that stops the reports, because a context may be used by several visitors in turn. */
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
