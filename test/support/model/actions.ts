/** Performs the chosen actions: on a tab, the network, the disk, the visitor or the clock. */

import type { Action, TabChoice } from './choices';
import type { Site } from './site';
import type { Tab } from './tab';
import type { Tabs } from './tabs';

type On<Kind> = (action: Action & { kind: Kind }) => void;

export function createPerform(site: Site, tabs: Tabs): (action: Action) => void {
  const { world, service, disk, log } = site;

  const inTab =
    (what: string, act: (tab: Tab) => void) =>
    ({ tab: choice }: { tab: TabChoice }) => {
      const tab = tabs.choose(choice);
      log(`${tab.name} ${what}`);
      act(tab);
    };

  const on: { [Kind in Action['kind']]: On<Kind> } = {
    track: ({ tab, count }) => tabs.track(tabs.choose(tab), count, false),
    trackAndLeave({ tab: choice, count, follows }) {
      const tab = tabs.choose(choice);
      tabs.track(tab, count, true);
      if (follows) world.after(follows.ms, () => tabs.leave(tab, follows.departure));
    },
    open: ({ lifetime }) => tabs.openAnother(lifetime),
    leave: ({ tab, departure }) => tabs.leave(tabs.choose(tab), departure),
    hide: inTab('is hidden', (tab) => tab.hide()),
    show: inTab('is shown', (tab) => tab.show()),
    flush: inTab('calls flush()', (tab) => void tab.flush()),
    crash: inTab('crashes', ({ life }) => life.kill()),
    freeze: inTab('is hidden and frozen', (tab) => {
      tab.hide();
      tab.freeze();
    }),
    thaw: tabs.thaw,
    network({ faults }) {
      log(`network ${JSON.stringify(faults)}`);
      service.setFaults(faults);
    },
    disk({ faults }) {
      log(`disk ${JSON.stringify(faults)}`);
      disk.faults = faults;
    },
    hang({ ms }) {
      log(`the database hangs for ${ms} ms`);
      disk.lastFaultAt = Math.max(disk.lastFaultAt, world.time + ms);
      world.hang(ms);
    },
    visitor({ userId }) {
      const sessionId = `session-${tabs.all.length}`;
      log(`${userId ?? 'an anonymous visitor'} begins ${sessionId}`);
      site.visitor = { ...site.visitor, sessionId, userId };
    },
    clock({ skewMs }) {
      log(`the clock is ${skewMs} ms wrong`);
      site.setClock(skewMs);
    },
  };
  return (action) => (on[action.kind] as (action: Action) => void)(action);
}
