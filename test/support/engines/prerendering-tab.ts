/**
 * Opens one tab of a Chromium that prerenders.
 *
 * Chromium does not prerender for a page to which a debugger is attached ("PrerenderingDisabledByDevTools"), and
 * Playwright attaches to the page. Chromium prerenders if the debugger is attached to the tab, which contains the shown
 * page and the prerendered page as separate targets. So this file uses the DevTools protocol directly, over a pipe.
 */
import type { Readable, Writable } from 'node:stream';
import { poll } from '../poll';
import { chromiumFlags } from './chromium';
import { needBrowser } from './installed.js';
import { endProcess, startProcess } from './start-process';

export interface PrerenderingTab {
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the shown page. */
  evaluate(expression: string): Promise<unknown>;
  /** Makes a real click in the middle of the element, once it exists. */
  click(selector: string): Promise<void>;
  close(): Promise<void>;
}

interface Message {
  id?: number;
  result?: unknown;
  error?: { message: string };
  method?: string;
  params: { sessionId: string; targetInfo: { type: string } };
}

export const openPrerenderingTab = async (profile: string): Promise<PrerenderingTab> => {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = startProcess(
    needBrowser('chromium').executable,
    ['--remote-debugging-pipe', ...chromiumFlags, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = child.stdio as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { sessionId?: string; resolve: (answer: Partial<Message>) => void }>();
  /** The sessions of the tab's pages. The shown page is first: a page loses its session when it is replaced. */
  const pages = new Set<string>();
  let unread = '';
  let sent = 0;

  /** A page that was replaced does not answer what it was asked: the answer is `undefined`. */
  const leave = (left: string): void => {
    pages.delete(left);
    for (const { sessionId, resolve } of waiting.values()) if (sessionId === left) resolve({});
  };

  output.on('data', (chunk) => {
    const messages = (unread + chunk).split('\0');
    unread = messages.pop() ?? '';
    for (const text of messages) {
      const message: Message = JSON.parse(text);
      if (message.id !== undefined) waiting.get(message.id)?.resolve(message);
      else if (message.method === 'Target.detachedFromTarget') leave(message.params.sessionId);
      else if (message.method === 'Target.attachedToTarget' && message.params.targetInfo.type === 'page')
        pages.add(message.params.sessionId);
    }
  });

  const send = async <R>(method: string, params: object, sessionId?: string): Promise<R> => {
    const id = ++sent;
    const answer = new Promise<Partial<Message>>((resolve) => waiting.set(id, { sessionId, resolve }));
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { error, result } = await answer;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as R;
  };
  const shown = (): string | undefined => [...pages][0];
  const evaluate = async (expression: string): Promise<unknown> => {
    const params = { expression, awaitPromise: true, returnByValue: true };
    type Evaluated = { result: { value?: unknown } } | undefined;
    return (await send<Evaluated>('Runtime.evaluate', params, shown()))?.result.value;
  };

  const { targetId } = await send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    forTab: true,
  });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  });
  const autoAttach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
  await send('Target.setAutoAttach', autoAttach, sessionId);
  await poll(async () => shown(), { withinMs: 10_000, what: 'the tab has a page' });

  return {
    goto: (url) => send('Page.navigate', { url }, shown()),
    evaluate,
    click: async (selector) => {
      const find = `(() => {
        const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect();
        return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      })()`;
      const at = await poll(async () => (await evaluate(find)) as object | undefined, {
        withinMs: 10_000,
        what: `'${selector}' can be clicked`,
      });
      for (const type of ['mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 }, shown());
    },
    close: () => endProcess(child),
  };
};
