/** What the tabs of a site share: the stores and the services. Each access is checked. */

import { IDBObjectStore } from 'fake-indexeddb';
import { vi } from 'vitest';
import { runningTab, type Tab } from './consent-tab';
import { openAws } from './unit-aws';
import { browser, createStorage, define } from './unit-browser';

export interface Sent {
  /** Of the request. */
  userId: string | undefined;
  itemId: string;
  eventId: string;
  sentAt: number;
}

interface Rules {
  /** The tab has read, stored or requested something. */
  onAccess(tab: Tab, what: string): void;
  onRequest(tab: Tab, events: Sent[]): void;
  onArrival(tab: Tab, events: Sent[]): void;
  /** Another tab has removed or changed a value. */
  onStorage(key: string, newValue: string | null, by: Tab): void;
}

const LATENCY_MS = 100;

/** localStorage: a change is told to the other tabs in a later task. */
function openStorage({ onAccess, onStorage }: Rules) {
  const values = createStorage();
  const changed = (key: string, newValue: string | null, tab: Tab) =>
    setImmediate(() => onStorage(key, newValue, tab));
  const access = (what: string, fn: (tab: Tab) => unknown) => {
    const tab = runningTab();
    if (!tab || tab.isGone) return null;
    onAccess(tab, what);
    return fn(tab);
  };
  const storage = {
    getItem: (key: string) => access(`reads ${key}`, () => values[key] ?? null),
    setItem: (key: string, value: string) =>
      access(`writes ${key}`, (tab) => {
        if (values[key] !== value) changed(key, value, tab);
        values[key] = value;
      }),
    // Allowed in every state.
    removeItem(key: string) {
      const tab = runningTab();
      if (!tab || tab.isGone || !(key in values)) return;
      delete values[key];
      changed(key, null, tab);
    },
  };
  return { storage, keys: () => Object.keys(values) };
}

/** Requests arrive after a while, unless they are aborted before. */
function openServices({ onAccess, onRequest, onArrival }: Rules) {
  let isUp = true;
  openAws(({ body, name }) => {
    if (!isUp) return new Response('', { status: 500 });
    const tab = runningTab();
    if (name === 'events' && tab) onArrival(tab, toSent(body));
    return undefined;
  });
  const answer = globalThis.fetch;
  define('fetch', {
    writable: true,
    value: (url: string, init: RequestInit) =>
      new Promise((resolve, reject) => {
        const tab = runningTab();
        const abort = () => reject(new DOMException('aborted', 'AbortError'));
        if (init.signal?.aborted) return abort();
        if (!tab || tab.isGone) return;
        onAccess(tab, `requests ${new URL(url).pathname}`);
        if (/events/.test(url) && init.body) onRequest(tab, toSent(toBody(init.body)));
        init.signal?.addEventListener('abort', abort);
        // The network is outside of the page: a frozen page's request arrives, too.
        realLater(() => {
          if (init.signal?.aborted) return;
          const answered = tab.run(() => answer(url, init));
          tab.task(() => void answered.then(resolve, reject));
        });
      }),
  });
  return (up: boolean) => {
    isUp = up;
  };
}

/** A timer of no tab. */
let realLater: (fn: () => void) => void = () => {};
const toBody = (body: unknown) =>
  JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array));
const toSent = ({ eventList, userId }: Record<string, unknown>): Sent[] =>
  (eventList as Sent[]).map((each) => ({ ...each, userId: userId as string | undefined }));

/** The database: only with consent may a tab put something or read. */
function watchDatabase({ onAccess }: Rules): void {
  // A transaction that has begun goes on. An erasure waits for it.
  const begun = new WeakSet<object>();
  for (const name of ['put', 'getAll', 'getAllKeys', 'get', 'count', 'openCursor'] as const) {
    const method: unknown = Reflect.get(IDBObjectStore.prototype, name);
    if (typeof method !== 'function') throw new Error(name);
    Reflect.set(IDBObjectStore.prototype, name, function (this: IDBObjectStore, ...args: unknown[]) {
      const tab = runningTab();
      if (tab && !tab.isGone && !begun.has(this.transaction)) onAccess(tab, `calls ${name} of the database`);
      begun.add(this.transaction);
      return method.apply(this, args);
    });
    browser.ends.push(() => void Reflect.set(IDBObjectStore.prototype, name, method));
  }
}

/** Timers run in the tab that has set them. */
function splitTimers(): void {
  const { setTimeout: later } = globalThis;
  realLater = (fn) => later(fn, LATENCY_MS);
  vi.stubGlobal('setTimeout', (fn: () => void, ms?: number) => {
    const tab = runningTab();
    return later(() => (tab ? tab.task(fn) : fn()), ms);
  });
  browser.ends.push(() => vi.unstubAllGlobals());
}

export function openConsentSite(rules: Rules) {
  splitTimers();
  const { storage, keys } = openStorage(rules);
  define('window', { get: () => runningTab()?.window ?? browser.window });
  define('document', { get: () => runningTab()?.document ?? browser.page });
  define('localStorage', { value: storage });
  // Different values, so that two generations differ.
  let drawn = 0;
  Math.random = () => (++drawn * 0.618) % 1;
  watchDatabase(rules);
  return { keys, setUp: openServices(rules) };
}
