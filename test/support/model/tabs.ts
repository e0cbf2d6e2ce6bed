/** The tabs of one visit, and the actions of visitors in them. */

import type { Departure, Lifetime, TabChoice } from './choices';
import type { Site } from './site';
import { openTab, type Tab } from './tab';

/** The limit for the action "open"; the next page of a tab may exceed it by one. */
const MAX_LIVE = 4;

export function createTabs(site: Site) {
  const { world, log } = site;
  const all: Tab[] = [];
  const live = () => all.filter(({ life }) => life.state === 'live');

  function open(lifetime: Lifetime): Tab {
    const tab = openTab(site, `t${all.length + 1}`, lifetime ?? Infinity);
    log(`${tab.name} opens`);
    all.push(tab);
    return tab;
  }

  return {
    all,
    live,
    open,
    openAnother(lifetime: Lifetime): void {
      if (live().length < MAX_LIVE) open(lifetime);
    },
    choose({ index, lifetime }: TabChoice): Tab {
      const tabs = live();
      return tabs[index % tabs.length] ?? open(lifetime);
    },
    track(tab: Tab, count: number, leaving: boolean): void {
      log(`${tab.name} tracks ${count}${leaving ? ', leaving' : ''}`);
      for (let nth = 0; nth < count; nth++) tab.track(leaving);
    },
    leave(tab: Tab, { cached, goneMs, next }: Departure): void {
      if (tab.life.state !== 'live') return;
      log(`${tab.name} is left${cached ? ', into the cache' : ''}`);
      tab.pagehide();
      world.after(goneMs, () => (cached ? tab.freeze() : tab.life.kill()));
      // The next page often opens before the last one is gone.
      if (next) world.after(next.openMs, () => open(next.lifetime));
    },
    thaw(): void {
      const frozen = all.find(({ life }) => life.state === 'frozen');
      if (!frozen) return;
      log(`${frozen.name} thaws`);
      frozen.thaw();
    },
  };
}

export type Tabs = ReturnType<typeof createTabs>;
