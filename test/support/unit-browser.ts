/** The parts of a page that the tag uses, in Node: listeners are recorded, so that a test can fire their events. */

import { afterEach, beforeEach, vi } from 'vitest';
import { siteStorage } from '../../src/browser/local-storage';
import { Target, UnitElement, UnitNode, UnitScript, UnitVideo } from './unit-nodes';
import { newSite } from './unit-tab';
import { settled } from './unit-timers';

/** localStorage, whose keys are its properties; `fails` returns the error of a write. */
export function createStorage(fails?: () => Error | undefined) {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      const error = fails?.();
      if (error) throw error;
      this[key] = `${value}`;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  return Object.create(methods) as Record<string, string>;
}

/** State that the test sets and the tag reads from the prototype. */
const states = { currentScript: null as unknown, prerendering: false };

export class Page extends Target {
  visibilityState = 'visible';
  /** The elements in the page. */
  elements: UnitElement[] = [];
  constructor() {
    super();
    Object.assign(states, { currentScript: null, prerendering: false });
  }
  get hidden() {
    return this.visibilityState !== 'visible';
  }
  get isConnected() {
    return true;
  }
  get currentScript() {
    return states.currentScript;
  }
  set currentScript(script) {
    states.currentScript = script;
  }
  get prerendering() {
    return states.prerendering;
  }
  set prerendering(is) {
    states.prerendering = is;
  }
  /** Its events bubble. */
  override fire(type: string, event: object = {}): void {
    super.fire(type, event);
    browser.window.fire(type, event);
  }
  createTreeWalker(root: unknown) {
    const left: unknown[] = root === this ? [...this.elements] : [];
    const walker = {
      currentNode: root,
      nextNode: () => {
        if (!left.length) return null;
        walker.currentNode = left.shift();
        return walker.currentNode;
      },
    };
    return walker;
  }
}

const NAMES = [
  ...['window', 'document', 'localStorage', 'location', 'MutationObserver', 'NodeFilter', 'Node', 'Element'],
  ...[
    'HTMLMediaElement',
    'HTMLScriptElement',
    'ShadowRoot',
    'customElements',
    'IntersectionObserver',
    'fetch',
    'indexedDB',
    'navigator',
    'VERSION',
  ],
];

export interface Browser {
  window: Target;
  page: Page;
  storage: Record<string, string>;
  /** The warnings on the console. */
  warned: string[];
  logged: unknown[][];
  /** Functions to call when the test has ended, while its page still exists. */
  ends: (() => void)[];
}

/** The browser of the current test. */
export const browser = {} as Browser;

/** Gives each test of a file a page of its own, with a clock that only the test advances. */
export function useBrowser(): void {
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const { warn, log } = console;
  const { random } = Math;

  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
      now: 1_700_000_000_000,
    });
    const window = new Target();
    const page = new Page();
    const storage = createStorage();
    const given: Record<string, unknown> = {
      VERSION: '1.2.3',
      window,
      document: page,
      localStorage: storage,
      location: { href: 'https://shop.example/a', search: '' },
      MutationObserver: class {
        observe() {}
        disconnect() {}
      },
      navigator: {},
      NodeFilter: { SHOW_ELEMENT: 1 },
      Node: UnitNode,
      Element: UnitElement,
      HTMLMediaElement: UnitVideo,
      HTMLScriptElement: UnitScript,
      ShadowRoot: class {},
      customElements: { get: () => undefined, whenDefined: () => new Promise(() => {}) },
    };
    for (const [name, value] of Object.entries(given)) define(name, { value });
    newSite();
    // The memory holds values that an earlier page could not write.
    siteStorage.clearMemory();
    Object.assign(browser, { window, page, storage, warned: [], logged: [], ends: [] });
    // A fixed value, because a random short delay could end during the test.
    Math.random = () => 0.5;
    console.warn = (message: string) => browser.warned.push(message);
    console.log = (...what: unknown[]) => browser.logged.push(what);
  });

  afterEach(async () => {
    for (const stop of browser.ends) stop();
    await settled();
    vi.useRealTimers();
    Object.assign(console, { warn, log });
    Math.random = random;
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
}

/** Defines a global until the test has ended. */
export const define = (name: string, descriptor: PropertyDescriptor) =>
  Object.defineProperty(globalThis, name, { configurable: true, ...descriptor });
