/** From a seed: a site, its tabs, what visitors do in them and what befalls them, until a last visit in calm weather. */

import { createStore, promisifyRequest } from 'idb-keyval';
import { DATABASE } from '../../../src/outbox/outbox';
import { createRandom } from '../random';
import { createTexts } from '../unit-storage';
import { createLedger, type Ledger } from './ledger';
import { createLocks } from './locks';
import { CALM, type Copy, createService, type Weather } from './service';
import { SOUND } from './storage-port';
import { openTab, type Site, type Tab } from './tab';
import { createWorld } from './world';

const START = 1_700_000_000_000;
/** The breaker twice, and what else can keep a row waiting. */
const LONG_ENOUGH_MS = 20 * 60_000;

export interface Outcome {
  seed: number;
  ledger: Ledger;
  wire: Copy[];
  lock: boolean;
  /** The device's clock was wrong, or was put right. */
  clockWrong: boolean;
  /** By how much from beginning to end, in milliseconds; `undefined` when it was put forward or back. */
  skew: number | undefined;
  /** When the database was last unwell. */
  unwellAt: number;
  /** Ids that wait for ever, by where they do. */
  leftovers: string[];
  /** Of the tabs that lived to the end of the storm: what they had not brought away by themselves. */
  stuck: string[];
  requests: number;
  /** What happened, for a person to read. */
  story: string[];
  moments: number;
}

export async function visitSite(
  seed: number,
  changes: { diesAt?: number; calm?: boolean } = {},
): Promise<Outcome> {
  const random = createRandom(seed);
  const world = createWorld(random);
  const { chance } = world;
  const { oneOf, between } = random;
  const rarely = <T>(usual: T, ...others: T[]): T => (chance(0.7) ? usual : oneOf(others));
  const story: string[] = [];
  const tell = (what: string) => story.push(`${world.time.toFixed(0)} ${what}`);

  const badShare = rarely(0, 0.1, 0.3);
  const bad = new Map<string, boolean>();
  const service = createService(world, (id) => {
    if (!bad.has(id)) bad.set(id, chance(badShare));
    return bad.get(id) === true;
  });
  let skew = changes.calm ? 0 : rarely(0, -120_000, 3_600_000, -3_600_000);
  let clockWrong = skew !== 0;
  let jumped = false;
  const lock = chance(0.7);
  const ledger = createLedger();
  const site: Site = {
    world,
    service,
    texts: createTexts(),
    locks: createLocks(world, lock),
    disk: { faults: SOUND, unwellAt: -1 },
    ledger,
    visitor: { trackingId: 'tracker', sessionId: 'session-1' },
    maxEvents: changes.calm ? 5000 : rarely(5000, 5000, 4),
    serverNow: () => START + world.time,
    deviceNow: () => START + world.time + skew,
    noChunk: rarely(0, 0.3),
    tell,
  };
  const fault = () => rarely(0, 0.1, 0.3);
  const rough: Weather = {
    answerLost: fault(),
    unreached: fault(),
    hang: fault(),
    throttled: fault(),
    server: fault(),
    credentials: fault(),
    disabled: rarely(0, 0.05),
  };
  const weathers: Weather[] = [CALM, rough, { ...CALM, unreached: 1 }, { ...CALM, hang: 1 }];

  const tabs: Tab[] = [];
  let opened = 0;
  function open(): Tab {
    const diesAt = changes.calm ? Infinity : (changes.diesAt ?? (chance(0.4) ? between(1, 200) : Infinity));
    const tab = openTab(site, `t${++opened}`, opened === 1 || !changes.diesAt ? diesAt : Infinity);
    tell(`${tab.name} opens`);
    tabs.push(tab);
    return tab;
  }
  const living = () => tabs.filter(({ life }) => life.state === 'live');
  const one = () => (living().length ? oneOf(living()) : open());

  function leaveFor(tab: Tab, cached: boolean): void {
    tell(`${tab.name} is left${cached ? ', into the cache' : ''}`);
    tab.pagehide();
    world.after(between(0, 30), () => (cached ? tab.freeze() : tab.life.kill()));
    // The next page is there before the last one is gone.
    if (chance(0.8)) world.after(between(0, 60), open);
  }

  const actions: [number, () => void][] = [
    [12, () => track(one(), false)],
    [4, () => track(one(), true)],
    [2, () => living().length < 4 && open()],
    [4, () => leaveFor(one(), chance(0.3))],
    [
      2,
      () => {
        const tab = one();
        tell(`${tab.name} hidden`);
        tab.hide();
      },
    ],
    [
      2,
      () => {
        const tab = one();
        tell(`${tab.name} shown`);
        tab.show();
      },
    ],
    [1, () => void one().flush()],
    [
      2,
      () => {
        const tab = one();
        tell(`${tab.name} crashes`);
        tab.life.kill();
      },
    ],
    [
      2,
      () => {
        const tab = one();
        tell(`${tab.name} freezes`);
        tab.hide();
        tab.freeze();
      },
    ],
    [
      3,
      () => {
        const tab = tabs.find(({ life }) => life.state === 'frozen');
        if (tab) {
          tell(`${tab.name} thaws`);
          tab.thaw();
        }
      },
    ],
    [
      3,
      () => {
        const to = oneOf(weathers);
        tell(`weather ${JSON.stringify(to)}`);
        service.setWeather(to);
      },
    ],
    [
      2,
      () => {
        site.disk.faults = rarely(
          SOUND,
          { refused: 0.2, undone: 0.2, silent: 0.1 },
          { refused: 1, undone: 0, silent: 0 },
          { refused: 0, undone: 0, silent: 1 },
          { refused: 0, undone: 1, silent: 0 },
        );
        tell(`disk ${JSON.stringify(site.disk.faults)}`);
      },
    ],
    [
      1,
      () => {
        const ms = between(100, 8000);
        tell(`the database hangs ${ms}`);
        site.disk.unwellAt = Math.max(site.disk.unwellAt, world.time + ms);
        world.hang(ms);
      },
    ],
    [
      1,
      () => {
        site.visitor = { ...site.visitor, sessionId: `session-${opened}`, userId: rarely(undefined, 'anna') };
      },
    ],
    [
      0.3,
      () => {
        clockWrong = true;
        jumped = true;
        skew = oneOf([0, 600_000, -600_000]);
        tell(`clock ${skew}`);
      },
    ],
  ];
  const usable = changes.calm ? actions.slice(0, 3) : actions;
  const total = usable.reduce((sum, [weight]) => sum + weight, 0);

  function track(tab: Tab, leaving: boolean): void {
    const many = rarely(1, 2, 5, 14);
    tell(`${tab.name} tracks ${many}${leaving ? ', leaving' : ''}`);
    for (let nth = 0; nth < many; nth++) tab.track(leaving);
    if (leaving && chance(0.6))
      world.after(between(0, 20), () => tab.life.state === 'live' && leaveFor(tab, chance(0.3)));
  }

  try {
    open();
    for (let left = between(6, 24); left > 0; left--) {
      await world.pass(
        oneOf([0, between(0, 5), between(0, 100), between(0, 3000), rarely(5000, 40_000, 400_000)]),
      );
      let draw = random.next() * total;
      usable.find(([weight]) => {
        draw -= weight;
        return draw < 0;
      })?.[1]();
    }
    await world.pass(oneOf([0, 50, 5000]));

    tell('calm');
    service.setWeather(CALM);
    site.disk.faults = SOUND;
    site.noChunk = 0;
    const stuck: string[] = [];
    const survivors = living();
    if (chance(0.5)) {
      await world.pass(LONG_ENOUGH_MS);
      const arrived = new Set(service.wire.filter(({ accepted }) => accepted).map(({ id }) => id));
      for (const { id, tab, refused, dropped } of ledger.occurrences.values())
        if (
          survivors.some(({ name, life }) => name === tab && life.state === 'live') &&
          !arrived.has(id) &&
          !refused &&
          !dropped
        )
          stuck.push(id);
    }
    for (const tab of tabs) {
      tab.pagehide();
      tab.life.kill();
    }
    const moments = tabs[0]?.life.moments ?? 0;
    tell('the last visit');
    openTab(site, 'last', Infinity);
    await world.pass(LONG_ENOUGH_MS);
    const rows = createStore(DATABASE, 'outbox')('readonly', (store) => promisifyRequest(store.getAll()));
    await world.pass(1000);
    const leftovers = [
      ...(await rows).map(({ body }) => `outbox ${body.eventId}`),
      ...(site.texts.get('personalize.journal') ? ['journal'] : []),
    ];
    return {
      seed,
      ledger,
      wire: service.wire,
      lock,
      clockWrong,
      skew: jumped ? undefined : skew,
      unwellAt: site.disk.unwellAt,
      leftovers,
      stuck,
      requests: service.requests,
      story,
      moments,
    };
  } finally {
    world.end();
  }
}
