/** Plays a visit with all its choices, then a last page without faults, and returns the events that remain. */

import { createStore, promisifyRequest } from 'idb-keyval';
import type { Row } from '../../../src/core/event';
import { idOf } from '../../../src/core/event';
import { DATABASE } from '../../../src/outbox/outbox';
import { rowKeys } from '../../../src/outbox/rows';
import { createPerform } from './actions';
import type { Visit } from './choices';
import { CALM } from './network';
import { createSite, type Site, SOUND_SITE } from './site';
import { SOUND } from './storage-port';
import { openTab, type Tab } from './tab';
import { createTabs, type Tabs } from './tabs';

/** Twice the open time of the circuit breaker, and time for other delays of a row. */
const LONG_ENOUGH_MS = 20 * 60_000;

export interface Outcome {
  site: Site;
  /** Ids of events that stay pending, with the place where they are. */
  leftovers: string[];
  /** Ids of events that no tab has delivered although its page stayed open long enough without faults. */
  stuck: string[];
  /** The error that was thrown, if the visit could not be played to its end. */
  error?: unknown;
}

export async function visitSite({
  site: settings,
  steps,
  lifetime,
  pauseMs,
  staysOpen,
  noise,
}: Visit): Promise<Outcome> {
  const site = createSite(settings, noise);
  const { world } = site;
  site.tell(`site ${JSON.stringify(settings)}`);
  try {
    const tabs = createTabs(site);
    const perform = createPerform(site, tabs);
    tabs.open(lifetime);
    for (const { waitMs, action } of steps) {
      await world.pass(waitMs);
      perform(action);
    }
    await world.pass(pauseMs);

    becalm(site);
    const stuck = staysOpen ? await stayOpen(site, tabs) : [];
    return { site, stuck, leftovers: await lastVisit(site, tabs.all) };
  } catch (error) {
    return { site, stuck: [], leftovers: [], error };
  } finally {
    world.end();
  }
}

/** Waits long enough to deliver everything. Returns the ids that the tabs which stayed open have not delivered. */
async function stayOpen({ world, service, ledger }: Site, tabs: Tabs): Promise<string[]> {
  const survivors = new Set(tabs.live().map(({ name }) => name));
  await world.pass(LONG_ENOUGH_MS);
  for (const { name, life } of tabs.all) if (life.state !== 'live') survivors.delete(name);
  const arrived = new Set(service.wire.filter(({ accepted }) => accepted).map(({ id }) => id));
  return [...ledger.occurrences.values()]
    .filter(({ id, tab, refused, dropped }) => survivors.has(tab) && !arrived.has(id) && !refused && !dropped)
    .map(({ id }) => id);
}

/** Plays one tab of a site without faults that is killed at one moment; `died` is false if it lived longer. */
export async function visitAndDie(
  diesAt: number,
  visit: (tab: Tab, site: Site) => Promise<void>,
): Promise<Outcome & { died: boolean }> {
  const site = createSite(SOUND_SITE, diesAt);
  try {
    const tab = openTab(site, 't1', diesAt);
    await visit(tab, site);
    const died = tab.life.state === 'dead';
    becalm(site);
    return { site, stuck: [], died, leftovers: await lastVisit(site, [tab]) };
  } finally {
    site.world.end();
  }
}

function becalm(site: Site): void {
  site.tell('calm');
  site.service.setWeather(CALM);
  site.disk.faults = SOUND;
  site.noChunk = 0;
}

async function lastVisit(site: Site, tabs: Tab[]): Promise<string[]> {
  const { world, texts, tell } = site;
  for (const tab of tabs) {
    tab.pagehide();
    tab.life.kill();
  }
  tell('the last visit');
  openTab(site, 'last', Infinity);
  await world.pass(LONG_ENOUGH_MS);
  const reading = createStore(DATABASE, 'outbox')('readonly', (store) =>
    promisifyRequest<Row[]>(store.getAll(rowKeys())),
  );
  await world.pass(1000);
  const rows = await reading;
  return [
    ...rows.map((row) => `outbox ${idOf(row)}`),
    ...(texts.get('personalize.journal') ? ['journal'] : []),
  ];
}
