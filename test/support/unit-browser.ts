/** As much of a page as the tag touches, in Node: what listens is remembered, so that a test can be the visitor. */

import { afterEach, beforeEach, vi } from 'vitest';
import { siteStorage } from '../../src/browser/local-storage';
import { newSite } from './unit-tab';
import { settled } from './unit-timers';

type Heard = { type: string; fn: (event: unknown) => void };

/** Calls who listens with anything at all: an event of Node is never trusted, and a visitor's is. */
export class Target {
  heard: Heard[] = [];
  addEventListener(type: string, fn: Heard['fn'], { signal }: AddEventListenerOptions = {}): void {
    this.heard.push({ type, fn });
    signal?.addEventListener('abort', () => this.removeEventListener(type, fn));
  }
  removeEventListener(type: string, fn: Heard['fn']): void {
    this.heard = this.heard.filter((each) => each.type !== type || each.fn !== fn);
  }
  fire(type: string, event: object = {}): void {
    for (const each of this.heard.filter((each) => each.type === type)) each.fn({ type, ...event });
  }
}

class UnitNode extends Target {}

/** An element with attributes and nothing else; `tags` are the selectors that it matches. */
export class UnitElement extends UnitNode {
  constructor(
    private readonly given: Record<string, string> = {},
    private readonly selectors: string[] = [],
  ) {
    super();
  }
  get attributes() {
    return Object.entries(this.given).map(([name, value]) => ({ name, value }));
  }
  // Of the prototype, where the tag looks for them: markup may have taken the names of a form's own.
  get localName() {
    return 'div';
  }
  get isConnected() {
    return true;
  }
  get parentNode() {
    return null;
  }
  hasAttribute(name: string) {
    return name in this.given;
  }
  getAttribute(name: string) {
    return this.given[name] ?? null;
  }
  setAttribute(name: string, value: string) {
    this.given[name] = value;
  }
  matches(selector: string) {
    return selector === ':defined' || this.selectors.some((each) => selector.includes(each));
  }
}

export class UnitScript extends UnitElement {
  constructor(
    readonly dataset: Record<string, string>,
    readonly src: string,
  ) {
    super();
  }
}

class UnitVideo extends UnitElement {
  override get localName() {
    return 'video';
  }
}
export const createVideo = (given: Record<string, string>) => new UnitVideo(given);

/** localStorage, whose keys are its properties; `fails` is what a write throws. */
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

/** What the test says of the page, and the tag reads from the prototype. */
const states = { currentScript: null as unknown, prerendering: false };

export class Page extends Target {
  visibilityState = 'visible';
  /** What is found in it. */
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
    'HTMLLabelElement',
    'customElements',
    'IntersectionObserver',
    'fetch',
    'indexedDB',
    'VERSION',
  ],
];

export interface Browser {
  window: Target;
  page: Page;
  storage: Record<string, string>;
  /** What the console was told. */
  warned: string[];
  logged: unknown[][];
  /** What is to be stopped when the test has ended, while its page is still there. */
  ends: (() => void)[];
}

/** The one of the test that runs now. */
export const browser = {} as Browser;

/** For each test of a file: a page of its own, on a clock that only the test moves. */
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
      NodeFilter: { SHOW_ELEMENT: 1 },
      Node: UnitNode,
      Element: UnitElement,
      HTMLMediaElement: UnitVideo,
      HTMLScriptElement: UnitScript,
      ShadowRoot: class {},
      HTMLLabelElement: class {},
      customElements: { get: () => undefined, whenDefined: () => new Promise(() => {}) },
    };
    for (const [name, value] of Object.entries(given)) define(name, { value });
    newSite();
    // What a page before this one could not write is in its memory.
    siteStorage.clearMemory();
    Object.assign(browser, { window, page, storage, warned: [], logged: [], ends: [] });
    // A wait that chance makes short would end within a test that is about something else.
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

/** Puts a global there, until the test has ended. */
export const define = (name: string, descriptor: PropertyDescriptor) =>
  Object.defineProperty(globalThis, name, { configurable: true, ...descriptor });
