/** What visitors do in the tabs of a site, and what befalls them, each with how often. */

import { CALM, type Weather } from './network';
import type { Site } from './site';
import { SOUND } from './storage-port';
import { openTab, type Tab } from './tab';

export interface Befalling {
  tabs: Tab[];
  open(): Tab;
  living(): Tab[];
  /** One of them, at random. */
  next(): void;
}

export function createBefalling(site: Site): Befalling {
  const { world, service, disk, tell, rarely } = site;
  const { chance } = world;
  const { oneOf, between, next } = world.random;
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
  const disks = [
    { refused: 0.2, undone: 0.2, silent: 0.1 },
    { ...SOUND, refused: 1 },
    { ...SOUND, silent: 1 },
    { ...SOUND, undone: 1 },
  ];

  const tabs: Tab[] = [];
  const living = () => tabs.filter(({ life }) => life.state === 'live');
  const one = () => (living().length ? oneOf(living()) : open());
  function open(): Tab {
    const tab = openTab(site, `t${tabs.length + 1}`, chance(0.4) ? between(1, 200) : Infinity);
    tell(`${tab.name} opens`);
    tabs.push(tab);
    return tab;
  }
  /** To one of the living, and told. */
  const to = (what: string, act: (tab: Tab) => unknown) => () => {
    const tab = one();
    tell(`${tab.name} ${what}`);
    act(tab);
  };

  function leave(tab: Tab): void {
    const cached = chance(0.3);
    tell(`${tab.name} is left${cached ? ', into the cache' : ''}`);
    tab.pagehide();
    world.after(between(0, 30), () => (cached ? tab.freeze() : tab.life.kill()));
    // The next page is there before the last one is gone.
    if (chance(0.8)) world.after(between(0, 60), open);
  }
  function track(tab: Tab, leaving: boolean): void {
    const many = rarely(1, 2, 5, 14);
    tell(`${tab.name} tracks ${many}${leaving ? ', leaving' : ''}`);
    for (let nth = 0; nth < many; nth++) tab.track(leaving);
    if (leaving && chance(0.6)) world.after(between(0, 20), () => tab.life.state === 'live' && leave(tab));
  }

  const all: [number, () => unknown][] = [
    [12, () => track(one(), false)],
    [4, () => track(one(), true)],
    [2, () => living().length < 4 && open()],
    [4, () => leave(one())],
    [2, to('is hidden', (tab) => tab.hide())],
    [2, to('is shown', (tab) => tab.show())],
    [1, to('is told to flush', (tab) => void tab.flush())],
    [2, to('crashes', ({ life }) => life.kill())],
    [2, to('is hidden and frozen', (tab) => [tab.hide(), tab.freeze()])],
    [
      3,
      () => {
        const frozen = tabs.find(({ life }) => life.state === 'frozen');
        tell(`${frozen?.name} thaws`);
        frozen?.thaw();
      },
    ],
    [
      3,
      () => {
        const weather = oneOf(weathers);
        tell(`weather ${JSON.stringify(weather)}`);
        service.setWeather(weather);
      },
    ],
    [
      2,
      () => {
        disk.faults = rarely(SOUND, ...disks);
        tell(`disk ${JSON.stringify(disk.faults)}`);
      },
    ],
    [
      1,
      () => {
        const ms = between(100, 8000);
        tell(`the database hangs ${ms}`);
        disk.unwellAt = Math.max(disk.unwellAt, world.time + ms);
        world.hang(ms);
      },
    ],
    [
      1,
      () => {
        site.visitor = {
          ...site.visitor,
          sessionId: `session-${tabs.length}`,
          userId: rarely(undefined, 'anna'),
        };
      },
    ],
    [0.3, () => site.setClock(oneOf([0, 600_000, -600_000]))],
  ];
  const total = all.reduce((sum, [often]) => sum + often, 0);

  return {
    tabs,
    open,
    living,
    next() {
      let left = next() * total;
      for (const [often, act] of all) {
        left -= often;
        if (left < 0) return void act();
      }
    },
  };
}
