/** Runs commands in the tabs of a site and in the model of consent, and compares the two. */

import { createStore } from 'idb-keyval';
import { vi } from 'vitest';
import { GENERATION } from '../../src/consent/generation';
import { DATABASE } from '../../src/outbox/outbox';
import { ConsentModel, ModelPage, type State } from './consent-model';
import { openConsentSite } from './consent-site';
import { Tab } from './consent-tab';
import { newSite } from './unit-tab';
import { settled } from './unit-timers';

export type Command =
  | { do: 'consent'; tab: number; state: State }
  | { do: 'open'; tab: number; consent: State | undefined }
  | { do: 'track' | 'identify' | 'reset' | 'flush'; tab: number }
  | { do: 'hide' | 'show'; tab: number }
  | { do: 'freeze'; tab: number; how: 'resume' | 'pageshow' }
  | { do: 'thaw'; tab: number }
  | { do: 'pass'; ms: number }
  | { do: 'aws'; up: boolean }
  | { do: 'settle' };

export function openVisit() {
  newSite();
  const model = new ConsentModel();
  const pages = new Map<Tab, ModelPage>();
  const current: (Tab | undefined)[] = [];
  const how = new Map<Tab, 'resume' | 'pageshow'>();
  let made = 0;
  const pageOf = (tab: Tab) => pages.get(tab) ?? new ModelPage();
  const site = openConsentSite({
    onAccess: (tab, what) => model.access(pageOf(tab), tab.name, what),
    onRequest: (tab, events) => model.request(pageOf(tab), events),
    onArrival: (tab, events) => model.arrive(pageOf(tab), events),
    onStorage(key, newValue, by) {
      for (const [tab, page] of pages) {
        if (tab === by || tab.isGone) continue;
        if (!tab.isFrozen) tab.fire('storage', { key, newValue });
        if (key === GENERATION && newValue === null) model.hear(page);
      }
    },
  });

  async function pass(ms: number): Promise<void> {
    const end = Date.now() + ms;
    await settled(8);
    while (Date.now() < end) {
      await vi.advanceTimersByTimeAsync(Math.min(Math.max(20, ms / 25), 2000, end - Date.now()));
      await settled(8);
    }
  }

  async function open(nth: number, consent: State | undefined): Promise<void> {
    const old = current[nth];
    if (old) {
      // A page that is left keeps its requests, and nothing else of it runs.
      if (!old.isFrozen) old.fire('pagehide', { persisted: false });
      await pass(0);
      old.isGone = pageOf(old).isGone = true;
    }
    const tab = new Tab(`page ${++made}`);
    const page = new ModelPage();
    pages.set(tab, page);
    current[nth] = tab;
    tab.init(consent ? { consent } : {});
    model.set(page, consent ?? 'granted', consent ? 'option' : 'default');
    if (consent === 'denied') await settled(3);
  }

  async function say(tab: Tab, page: ModelPage, state: State): Promise<void> {
    if (state === 'granted') model.set(page, state, 'call');
    tab.run(() => tab.personalize.consent(state));
    model.set(page, state, 'call');
    // The other tabs hear it before anything else happens.
    if (state === 'denied') await settled(3);
  }

  function freeze(tab: Tab, page: ModelPage, type: 'resume' | 'pageshow'): void {
    tab.document.visibilityState = 'hidden';
    if (type === 'pageshow') tab.fire('pagehide', { persisted: true });
    tab.fire('visibilitychange');
    if (type === 'resume') tab.fire('freeze');
    how.set(tab, type);
    tab.isFrozen = page.isFrozen = page.wasLeft = true;
  }

  async function thaw(tab: Tab, page: ModelPage): Promise<void> {
    page.isFrozen = false;
    tab.thaw(how.get(tab) ?? 'resume');
    await pass(60);
    if (page.missed) model.hear(page);
    tab.show(true);
    await settled(3);
  }

  async function perform(command: Command): Promise<void> {
    if (command.do === 'pass') return pass(command.ms);
    if (command.do === 'settle') return settled(5);
    if (command.do === 'aws') return site.setUp(command.up);
    if (command.do === 'open') return open(command.tab, command.consent);
    const tab = current[command.tab];
    if (!tab) return;
    const page = pageOf(tab);
    if (command.do === 'thaw') return tab.isFrozen ? thaw(tab, page) : undefined;
    if (tab.isFrozen) return;
    const { personalize } = tab;
    if (command.do === 'consent') return say(tab, page, command.state);
    // In-progress work of the store ends before the browser freezes a page.
    if (command.do === 'freeze') return settled(8).then(() => freeze(tab, page, command.how));
    if (command.do === 'hide') page.wasLeft = true;
    if (command.do === 'hide' || command.do === 'show') return tab.show(command.do === 'show');
    if (command.do === 'identify') return tab.run(() => personalize.identify(`user-${made % 2}`));
    if (command.do === 'reset') return tab.run(() => personalize.reset());
    if (command.do === 'flush') return void tab.run(() => personalize.flush());
    const itemId = `item-${model.events.size}`;
    model.track(page, itemId, Date.now());
    void tab.run(() => personalize.track('View', { itemId }));
  }

  return { model, site, pages, current, perform, pass, thaw, pageOf };
}

/** All pages run for a while with the services up. Returns what is wrong. */
export async function finish(visit: ReturnType<typeof openVisit>): Promise<string[]> {
  const { model, site, pages, current, pass, thaw, pageOf } = visit;
  site.setUp(true);
  const isGranted = () => [...pages.values()].some((page) => !page.isGone && page.state === 'granted');
  for (const tab of current) if (tab?.isFrozen) await thaw(tab, pageOf(tab));
  // It also sends what earlier pages have left.
  if (isGranted()) await visit.perform({ do: 'open', tab: 3, consent: undefined });
  await pass(900_000);
  const faults = [...model.faults];
  const live = [...pages].filter(([tab]) => !tab.isGone);
  for (const [tab, { state, source }] of live) {
    const is = tab.run(() => tab.personalize.stats().consent);
    if (is.state !== state || is.source !== source)
      faults.push(`${tab.name} is ${is.state} (${is.source}) and not ${state} (${source})`);
  }
  if (isGranted()) faults.push(...model.lost());
  else if (model.isErased) {
    faults.push(...site.keys().map((key) => `${key} is still stored`));
    const count = await createStore(DATABASE, 'outbox')(
      'readonly',
      (store) =>
        new Promise<number>((resolve) => {
          const request = store.count();
          request.onsuccess = () => resolve(request.result);
        }),
    );
    if (count) faults.push(`${count} records are still stored`);
  }
  for (const [tab] of live) tab.run(() => tab.personalize.stop());
  await settled(8);
  for (const [tab] of live) tab.isGone = true;
  return faults;
}
