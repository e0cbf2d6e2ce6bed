/** A browser over a Playwright context, with its console in our words. */
import type { BrowserContext, Page } from 'playwright';
import { toTab } from './playwright-tab';
import type { Browser, ConsoleEntry, Tab } from './tab';

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

const levels: Record<string, ConsoleEntry['level']> = {
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
  assert: 'error',
};

export const reportConsole = (context: BrowserContext, onConsole: (entry: ConsoleEntry) => void): void => {
  context.on('console', (message) =>
    onConsole({ level: levels[message.type()] ?? 'log', text: message.text() }),
  );
  context.on('weberror', (error) => onConsole({ level: 'error', text: String(error.error()) }));
};
