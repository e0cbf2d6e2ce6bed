/**
 * Starts WebKitGTK: WebKitWebDriver on a virtual display, with the window of webkit-host.py as its browser, so that the
 * profile persists and tabs hide each other. The visitors of a worker share one browser, or have their own.
 */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { needBrowser, systemPython } from './installed.js';
import { refuseToKill } from './playwright-browser';
import { processTree } from './process-tree';
import { endProcess, startProcess } from './start-process';
import type { Browser, LaunchOptions } from './tab';
import { type Command, createCommand } from './webdriver';
import { createConsoleReader } from './webkit-console';
import { type Session, toWebKitTab, type WebKitTab } from './webkit-tab';

const startTimeoutMs = 20_000;
const host = fileURLToPath(new URL('webkit-host.py', import.meta.url));

export interface WebKitProcess {
  session: Session;
  /** The handle of the first tab, which visitors do not use. */
  keeper: string;
  /** The stderr of the driver, which receives the console of every page. */
  stderr: Readable;
  hostPid: number;
  isClosed: () => boolean;
  close: () => Promise<void>;
}

export const startWebKit = async (
  { profile, extras }: Omit<LaunchOptions, 'onConsole'>,
  display: string,
): Promise<WebKitProcess> => {
  const runtime = join(profile, 'run');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const driver = startProcess(needBrowser('webkit').executable, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      HOME: profile,
      XDG_RUNTIME_DIR: runtime,
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      // The sandbox needs user namespaces, which most containers do not have.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const stderr = driver.stderr?.setEncoding('utf8').resume();
  try {
    const command = await startSession(createCommand(`http://127.0.0.1:${port}`), [
      host,
      profile,
      ...(extras?.privateMode ? ['private'] : []),
      ...(extras?.quotaMiB ? [`quota=${extras.quotaMiB}`] : []),
    ]);
    const hostPid = processTree(driver.pid ?? 0)[1];
    if (hostPid === undefined || !stderr)
      throw new Error('The driver did not start the window of webkit-host.py');
    const raise = (): void => void process.kill(hostPid, 'SIGUSR1');
    return {
      session: { command, display, raise },
      keeper: (await command('GET', '/window')) as string,
      stderr,
      hostPid,
      isClosed: () => driver.exitCode !== null || driver.signalCode !== null,
      close: () => endProcess(driver),
    };
  } catch (error) {
    await endProcess(driver);
    throw error;
  }
};

/** Starts a browser for one visitor. */
export const launchWebKit = async (
  { onConsole, ...options }: LaunchOptions,
  display: string,
): Promise<Browser> => {
  const webkit = await startWebKit(options, display);
  const { stderr, hostPid, close } = webkit;
  stderr.on('data', createConsoleReader(onConsole));
  return { ...toBrowser(webkit), kill: close, close, pid: hostPid };
};

/** Lets the next visitor of a worker use the shared browser, see `joinContext`. */
export const joinWebKit = (webkit: WebKitProcess, onConsole: LaunchOptions['onConsole']): Browser => {
  const { stderr } = webkit;
  const read = createConsoleReader(onConsole);
  stderr.on('data', read);
  const browser = toBrowser(webkit);
  const close = async (): Promise<void> => {
    for (const tab of await browser.tabs()) {
      await tab.deleteCookies();
      await tab.close();
    }
    stderr.off('data', read);
  };
  return { ...browser, kill: refuseToKill, close };
};

const toBrowser = ({
  session,
  keeper,
}: WebKitProcess): Pick<Browser, 'open'> & { tabs(): Promise<WebKitTab[]> } => {
  const { command } = session;
  const known = new Map<string, WebKitTab>();
  const tabOf = (handle: string): WebKitTab => {
    const tab = known.get(handle) ?? toWebKitTab(handle, session);
    known.set(handle, tab);
    return tab;
  };
  return {
    open: async () => {
      // The command fails if the current tab has been closed.
      await command('POST', '/window', { handle: keeper });
      const { handle } = (await command('POST', '/window/new', { type: 'tab' })) as { handle: string };
      return tabOf(handle);
    },
    tabs: async () => {
      const handles = (await command('GET', '/window/handles')) as string[];
      // The map preserves the order in which tabs were found. The order of the driver is arbitrary.
      for (const handle of handles) if (handle !== keeper) tabOf(handle);
      return [...known].filter(([handle]) => handles.includes(handle)).map(([, tab]) => tab);
    },
  };
};

const startSession = async (command: Command, args: string[]): Promise<Command> => {
  const until = Date.now() + startTimeoutMs;
  for (;;) {
    try {
      await command('GET', '/status');
      break;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const options = { binary: systemPython, args };
  const alwaysMatch = {
    'webkitgtk:browserOptions': options,
    timeouts: { script: 30_000, pageLoad: 20_000, implicit: 0 },
  };
  const session = await command('POST', '/session', { capabilities: { alwaysMatch } });
  const { sessionId } = session as { sessionId: string };
  return (method, path, body) => command(method, `/session/${sessionId}${path}`, body);
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
