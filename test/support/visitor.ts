/**
 * Simulates a user with a browser: opens pages, clicks, presses keys, scrolls, switches tabs, loses power, comes back.
 *
 * One API for three engines. All input is real, so `event.isTrusted` is true. Every wait has a time limit.
 */
import { describeTree, type Process } from './engines/process-tree';
import type { Browser, Button, ConsoleEntry, EngineName, Modifier, Point, Tab } from './engines/tab';
import { focusOn, type Place, placeOf } from './place';
import { poll } from './poll';

const timeoutMs = 10_000;

export interface VisitorDeps {
  engine: EngineName;
  /** The base URL of paths. */
  home: string;
  /** The directory of the browser's profile. */
  profile: string;
  launch: () => Promise<Browser>;
  console: readonly ConsoleEntry[];
}

export interface ClickOptions {
  button?: Button;
  modifiers?: readonly Modifier[];
}

export type Visitor = ReturnType<typeof createVisitor>;

export const createVisitor = ({ engine, home, profile, launch, console }: VisitorDeps) => {
  let browser: Browser | undefined;
  let current: Tab | undefined;
  const allowed: RegExp[] = [];

  const running = async (): Promise<Browser> => {
    browser ??= await launch();
    return browser;
  };
  const tab = (): Tab => {
    if (current === undefined) throw new Error('No tab is open: begin with visitor.open(path)');
    return current;
  };
  const evaluate = async <R, A extends unknown[]>(
    fn: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R> => (await tab().evaluate(toExpression(fn, args))) as R;

  /** The position of an element once it no longer moves. */
  const settle = async (target: string | Point): Promise<Point> => {
    if (typeof target !== 'string') return target;
    let last: Place = { problem: 'not searched yet' };
    const look = async (): Promise<Point | undefined> => {
      const before = last;
      last = await evaluate(placeOf, target);
      if ('problem' in last) throw new Error(last.problem);
      return 'x' in before && before.x === last.x && before.y === last.y ? last : undefined;
    };
    return poll(look, { withinMs: timeoutMs, what: `'${target}' can be clicked` });
  };

  const waitFor = <R, A extends unknown[]>(fn: (...args: A) => R, ...args: A): Promise<R> => {
    const ask = async (): Promise<R | undefined> => (await evaluate(fn, ...args)) || undefined;
    return poll(ask, { withinMs: timeoutMs, what: String(fn) });
  };

  return {
    engine,
    profile,

    /** Loads a path of the site, or a whole URL, in the current tab, or in a new tab if there is none. */
    open: async (path: string): Promise<void> => {
      current ??= await (await running()).open();
      await current.goto(new URL(path, home).href);
    },
    reload: (): Promise<void> => tab().reload(),
    /**
     * Goes back in the history. The page may come from the back/forward cache, which no engine announces to the driver.
     */
    back: async (): Promise<void> => {
      const from = await evaluate(() => location.href);
      await evaluate(() => history.back());
      await waitFor((url) => location.href !== url && document.readyState === 'complete', from);
    },

    click: async (target: string | Point, { button = 'left', modifiers = [] }: ClickOptions = {}) =>
      tab().click(await settle(target), button, modifiers),
    doubleClick: async (target: string | Point): Promise<void> => tab().doubleClick(await settle(target)),
    /** Presses the left button on the first target and releases it on the second, which may appear by the press. */
    drag: async (from: string | Point, to: string | Point): Promise<void> => {
      await tab().move(await settle(from));
      await tab().down();
      const { x, y } = await settle(to);
      // More than one move, so that the page sees a drag and not a jump.
      for (const away of [8, 4, 1, 0]) await tab().move({ x: x + away, y });
      await tab().up();
    },
    /** Presses the left button, until `release`. */
    hold: async (target: string | Point): Promise<void> => {
      await tab().move(await settle(target));
      await tab().down();
    },
    release: (): Promise<void> => tab().up(),
    hover: async (target: string | Point): Promise<void> => tab().move(await settle(target)),
    /** Presses a key: `'Enter'`, `'a'`, `'Control+a'`. */
    press: async (chord: string): Promise<void> => {
      const keys = chord.split('+');
      await tab().press(keys.pop() ?? '', keys as Modifier[]);
    },
    focus: (selector: string): Promise<boolean> => waitFor(focusOn, selector),
    /**
     * Turns the wheel, by default over the middle of the viewport. The page may continue scrolling after this resolves.
     */
    wheel: async (by: Partial<Point>, at: Point = { x: 400, y: 300 }): Promise<void> =>
      tab().wheel(at, { x: 0, y: 0, ...by }),
    /** Scrolls the element to the middle of the viewport if it is outside. */
    scrollTo: async (selector: string): Promise<void> => void (await settle(selector)),

    /** Runs a function in the page. Arguments and result are passed as JSON, a promise is awaited. */
    evaluate,
    /** Waits until the function, run in the page, returns a truthy value, and returns it. Works across navigations. */
    waitFor,
    waitForUrl: (part: string): Promise<boolean> =>
      waitFor((each) => location.href.includes(each) && document.readyState === 'complete', part),

    /** Opens a tab in front, which hides the current tab and becomes the current one. */
    newTab: async (path: string): Promise<void> => {
      current = await (await running()).open();
      await current.goto(new URL(path, home).href);
    },
    tabCount: async (): Promise<number> => (await (await running()).tabs()).length,
    /** Waits until there are this many tabs, for tabs opened by a page or a click. */
    waitForTabs: (count: number): Promise<true> =>
      poll(async () => (await (await running()).tabs()).length === count || undefined, {
        withinMs: timeoutMs,
        what: `there are ${count} tabs`,
      }),
    /** Makes a tab, counted from 0 in the order of opening, the current one. The browser does not show it. */
    useTab: async (index: number): Promise<void> => {
      current = (await (await running()).tabs())[index];
      tab();
    },
    /** Brings the current tab to the front, and resolves when it is visible. */
    show: async (): Promise<void> => {
      await tab().show();
      await waitFor(() => document.visibilityState === 'visible');
    },
    /** Closes the current tab; the last of the others becomes the current one. */
    closeTab: async (): Promise<void> => {
      const closing = tab();
      await closing.close();
      current = (await (await running()).tabs()).filter((each) => each !== closing).at(-1);
    },

    /** Sends SIGKILL to the whole browser. Needs `test.use({ ownBrowser: true })`. */
    kill: async (): Promise<void> => {
      await browser?.kill();
      browser = undefined;
      current = undefined;
    },
    /**
     * Starts a new browser with the same profile, after `kill()` or a normal end. Needs `test.use({ ownBrowser: true
     * })`.
     */
    restart: async (): Promise<void> => {
      await browser?.close();
      current = undefined;
      browser = await launch();
    },

    /** The browser's own processes, for faults of a single process. Needs `test.use({ ownBrowser: true })`. */
    processes: (): Process[] => (browser?.pid === undefined ? [] : describeTree(browser.pid)),
    /** The current tab as a Playwright page, for features of Chromium or Firefox only; undefined in WebKitGTK. */
    page: () => tab().page,
    /** All console entries so far. */
    console: (): readonly ConsoleEntry[] => console,
    /** Errors and CSP reports that match are expected in this test. */
    allow: (pattern: RegExp): void => void allowed.push(pattern),
    isAllowed: (text: string): boolean => allowed.some((pattern) => pattern.test(text)),

    /** The result of a function in every open tab; tabs that cannot answer are left out. */
    evaluateEverywhere: async <R>(fn: () => R): Promise<R[]> => {
      const answers = (await (browser?.tabs() ?? [])).map((each) => each.evaluate(toExpression(fn, [])));
      return (await Promise.allSettled(answers)).flatMap((each) =>
        each.status === 'fulfilled' ? [each.value as R] : [],
      );
    },
    end: async (): Promise<void> => {
      await browser?.close();
      browser = undefined;
    },
  };
};

const toExpression = (fn: unknown, args: unknown[]): string =>
  `(${String(fn)})(...${JSON.stringify(args.map((arg) => arg ?? null))})`;
