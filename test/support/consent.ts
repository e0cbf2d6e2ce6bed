/** What the tests of consent ask and say: the state, everything that is stored, everything that was touched. */
import type { Aws } from './local-aws';
import { expect } from './test';
import type { Visitor } from './visitor';

export type State = 'granted' | 'pending' | 'denied';

/** What test/pages/consent.html collects. */
interface Collected {
  touched: string[];
  states: { state: State; source: string }[];
  drops: [reason: string, itemId: string | undefined][];
  sessions: string[];
  outcomes: (string | undefined)[];
}

export const collected = <N extends keyof Collected>(visitor: Visitor, name: N): Promise<Collected[N]> =>
  visitor.evaluate((each) => Reflect.get(globalThis, each), name);

type Asked = Partial<Record<'consent' | 'first' | 'gpc' | 'dnt' | 'calls' | 'clock', string>> & {
  options?: Record<string, unknown>;
};

export const addressOf = ({ options, ...rest }: Asked, page = '/consent.html'): string => {
  const asked = new URLSearchParams(rest);
  if (options) asked.set('options', JSON.stringify(options));
  return `${page}?${asked}`;
};

export const loaded = (visitor: Visitor) => visitor.waitFor(() => window.personalize?.version);

export async function open(visitor: Visitor, asked: Asked = {}): Promise<void> {
  await visitor.open(addressOf(asked));
  await loaded(visitor);
}

export const openTab = async (visitor: Visitor, asked: Asked = {}): Promise<void> => {
  await visitor.newTab(addressOf(asked));
  await loaded(visitor);
};

export const say = (visitor: Visitor, state: State) =>
  visitor.evaluate((word) => window.personalize.consent(word), state);

export const track = (visitor: Visitor, itemId: string) =>
  visitor.evaluate((id) => void window.personalize.track('View', { itemId: id }), itemId);

/** Resolves once the event is stored. */
export const trackStored = (visitor: Visitor, itemId: string) =>
  visitor.evaluate((id) => window.personalize.track('View', { itemId: id }), itemId);

export const consentOf = (visitor: Visitor) => visitor.evaluate(() => window.personalize.stats().consent);
export const statsOf = (visitor: Visitor) => visitor.evaluate(() => window.personalize.stats());
export const sessionOf = (visitor: Visitor) => visitor.evaluate(() => window.personalize.sessionId);

export const becomes = (visitor: Visitor, state: State) =>
  visitor.waitFor((wanted) => window.personalize.stats().consent.state === wanted, state);

/** Everything that is stored in this browser for the site: keys, records, cookies, caches. */
export const stored = (visitor: Visitor): Promise<string[]> =>
  visitor.evaluate(async () => {
    const rows: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name as string);
        request.onsuccess = () => resolve(request.result);
        request.onerror = reject;
      });
      for (const store of db.objectStoreNames) {
        const request = db.transaction(store).objectStore(store).getAllKeys();
        await new Promise((resolve) => request.addEventListener('success', resolve));
        rows.push(...request.result.map((key) => `${name} ${key}`));
      }
      db.close();
    }
    const cached = globalThis.caches ? await caches.keys() : [];
    const all = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...rows, ...cached];
    return [...all, document.cookie].filter(Boolean);
  });

/** Nothing was read or written, and no request was made, preflights included. */
export async function expectUntouched(visitor: Visitor, aws: Aws): Promise<void> {
  await aws.untilQuiet(1500);
  expect(await collected(visitor, 'touched'), 'storage that was touched').toEqual([]);
  expect(aws.requests(), 'requests').toEqual([]);
  expect(await stored(visitor), 'what is stored').toEqual([]);
}
