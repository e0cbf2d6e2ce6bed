/** From a seed: what happened at a site, until a last visit in calm weather, and what is left of it. */

import { createStore, promisifyRequest } from 'idb-keyval';
import type { Row } from '../../../src/event';
import { idOf } from '../../../src/event';
import { DATABASE } from '../../../src/outbox/outbox';
import { rowKeys } from '../../../src/outbox/rows';
import { createBefalling } from './befalls';
import { CALM } from './network';
import { createSite, type Site } from './site';
import { SOUND } from './storage-port';
import { openTab, type Tab } from './tab';

/** The breaker twice, and what else can keep a row waiting. */
const LONG_ENOUGH_MS = 20 * 60_000;

export interface Outcome {
  site: Site;
  /** Ids that wait for ever, by where they do. */
  leftovers: string[];
  /** Of the tabs that lived to the end of the storm: what they had not brought away by themselves. */
  stuck: string[];
}

export async function visitSite(seed: number): Promise<Outcome> {
  const site = createSite(seed);
  const { world, service, ledger } = site;
  const { oneOf, between } = world.random;
  try {
    const { tabs, open, living, next } = createBefalling(site);
    open();
    for (let left = between(6, 24); left > 0; left--) {
      const wait = [0, between(0, 5), between(0, 100), between(0, 3000), site.rarely(5000, 40_000, 400_000)];
      await world.pass(oneOf(wait));
      next();
    }
    await world.pass(oneOf([0, 50, 5000]));

    becalm(site);
    let stuck: string[] = [];
    if (world.chance(0.5)) {
      const survivors = new Set(living().map(({ name }) => name));
      await world.pass(LONG_ENOUGH_MS);
      for (const { name, life } of tabs) if (life.state !== 'live') survivors.delete(name);
      const arrived = new Set(service.wire.filter(({ accepted }) => accepted).map(({ id }) => id));
      stuck = [...ledger.occurrences.values()]
        .filter(
          ({ id, tab, refused, dropped }) => survivors.has(tab) && !arrived.has(id) && !refused && !dropped,
        )
        .map(({ id }) => id);
    }
    return { site, stuck, leftovers: await lastVisit(site, tabs) };
  } finally {
    world.end();
  }
}

/** One tab of a sound site, which dies at a moment of its life; false when it lived longer than that. */
export async function visitAndDie(
  diesAt: number,
  visit: (tab: Tab, site: Site) => Promise<void>,
): Promise<Outcome & { died: boolean }> {
  const site = createSite(diesAt, true);
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
