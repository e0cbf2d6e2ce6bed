/** Plays a visit, then opens a last page without faults, and returns the events that are still pending. */

import { createStore, promisifyRequest } from 'idb-keyval';
import type { Row } from '../../../src/core/event';
import { idOf } from '../../../src/core/event';
import { DATABASE } from '../../../src/outbox/outbox';
import { rowKeys } from '../../../src/outbox/rows';
import { createPerform } from './actions';
import type { Visit } from './choices';
import { NO_NETWORK_FAULTS } from './network';
import { createSite, SITE_WITHOUT_FAULTS, type Site } from './site';
import { NO_DISK_FAULTS } from './storage-port';
import { openTab, type Tab } from './tab';
import { createTabs, type Tabs } from './tabs';

/** Twice the open time of the circuit breaker, and time for other delays of a row. */
const LONG_ENOUGH_MS = 20 * 60_000;

export interface Outcome {
  site: Site;
  /** Ids of events that stay pending, each with its place: the outbox or the journal. */
  leftovers: string[];
  /** Ids of events that were not delivered, although their page stayed open long enough without faults. */
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
  site.log(`site ${JSON.stringify(settings)}`);
  try {
    const tabs = createTabs(site);
    const perform = createPerform(site, tabs);
    tabs.open(lifetime);
    for (const { waitMs, action } of steps) {
      await world.pass(waitMs);
      perform(action);
    }
    await world.pass(pauseMs);

    endFaults(site);
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

/** Plays one tab that is killed at the given moment; `crashed` is false if the visit has fewer moments. */
export async function visitAndCrash(
  crashesAt: number,
  visit: (tab: Tab, site: Site) => Promise<void>,
): Promise<Outcome & { crashed: boolean }> {
  const site = createSite(SITE_WITHOUT_FAULTS, crashesAt);
  try {
    const tab = openTab(site, 't1', crashesAt);
    await visit(tab, site);
    const crashed = tab.life.state === 'dead';
    endFaults(site);
    return { site, stuck: [], crashed, leftovers: await lastVisit(site, [tab]) };
  } finally {
    site.world.end();
  }
}

function endFaults(site: Site): void {
  site.log('no more faults');
  site.service.setFaults(NO_NETWORK_FAULTS);
  site.disk.faults = NO_DISK_FAULTS;
  site.noChunk = 0;
}

async function lastVisit(site: Site, tabs: Tab[]): Promise<string[]> {
  const { world, texts, log } = site;
  for (const tab of tabs) {
    tab.pagehide();
    tab.life.kill();
  }
  log('the last visit');
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
