/** A tab, composed like in `start` and `aws/index`, with the browser, the clock and the service of the test. */

import type { ReportHub } from '../../../src/api/reports';
import { assemble, type EventId, idOf, type Row } from '../../../src/core/event';
import { createRecorder } from '../../../src/core/recorder';
import { createRowWriter } from '../../../src/core/row-writer';
import type { DeliveryParts } from '../../../src/delivery/transport';
import { createTrigger } from '../../../src/delivery/trigger';
import { createJournal } from '../../../src/outbox/journal';
import { createOutbox } from '../../../src/outbox/outbox';
import { createTimedStore } from '../../../src/outbox/timed-store';
import { createModelDelivery } from './delivery';
import { createLife } from './life';
import { createModelParts, toModelConfig } from './parts';
import type { Site } from './site';
import { createStoragePort } from './storage-port';

export function openTab(site: Site, name: string, crashesAt: number) {
  const { world, ledger } = site;
  const page = new EventTarget();
  const life = createLife({
    crashesAt,
    onDeath() {
      storage.drop();
      locks.drop();
      ledger.died(name, world.time);
      site.log(`${name} has ended`);
    },
  });
  const storage = createStoragePort({
    life,
    disk: site.disk,
    now: () => world.time,
    chance: world.noise(`storage ${name}`).chance,
  });
  const locks = site.locks.of(name, life);
  const siteStorage = storage.toSiteStorage(site.texts);
  const now = site.deviceNow;
  const later = (fn: () => void, ms: number) => world.after(ms, () => life.receive(fn));

  const config = toModelConfig(site);

  let [lastId, made] = ['', 0];
  const uuid = (): string => {
    lastId = `${name}.${++made}`;
    return lastId;
  };

  function drop(row: Row, reason: string): void {
    if (life.state === 'dead') return;
    settle(row);
    ledger.dropped(idOf(row), reason);
  }

  const outbox = createOutbox(createTimedStore(storage.openDatabase, later), 'model', {
    journal: createJournal(siteStorage),
    maxEvents: config.store.maxEvents,
    onStored(row) {
      site.log(`${name} has stored ${idOf(row)}`);
      if (life.act()) settle(row, true);
      // One more moment, after it was reported as stored.
      world.after(0, () => life.act());
    },
    onDropped: (row) => drop(row, 'maxEvents'),
    onFailure: (error) => site.log(`${name} cannot store: ${error}`),
  });

  const createDelivery = (parts: DeliveryParts) =>
    createModelDelivery(parts, {
      site,
      life,
      storage: siteStorage,
      page,
      locks,
      uuid,
      later,
      onSent(row) {
        if (!life.act()) return;
        settle(row, true);
        ledger.sent(idOf(row));
      },
      onRefused(row, why) {
        if (!life.act()) return;
        settle(row);
        ledger.refused(idOf(row), why);
      },
      onRetry(why, message, ms) {
        site.log(`${name} retries in ${ms.toFixed(0)} ms: ${why} ${message}`);
        life.act();
      },
    });

  const trigger = createTrigger(
    {
      config,
      page: {
        scope: {},
        owner: name,
        now,
        storage: siteStorage,
        warn: () => {},
        log(_, reason) {
          site.log(`${name} flushes: ${reason}`);
          life.act();
        },
      },
      visitor: { user: () => site.visitor.userId },
      outbox,
      rows: {
        assemble,
        store: (row) => {
          void store(row);
          return written();
        },
        settle() {},
        onDropped: drop,
      },
      reports: { emit() {} },
    },
    createModelParts(createDelivery, { site, life, name, later }).part,
    later,
  );

  const { store, settle, written } = createRowWriter(outbox, trigger);
  const record = createRecorder({
    visitor: {
      at: () => site.visitor,
      attribution: { credit: ({ fields }) => fields, onChosen: () => {} },
    },
    assemble,
    store,
    reports: { stats: { captured: 0 }, emit() {} } as unknown as ReportHub,
    uuid,
  });

  function leave(): void {
    trigger.leave();
    outbox.leave();
    if (life.state !== 'dead') ledger.left(name);
  }

  return {
    name,
    life,
    outbox,
    track(likelyToLeave = false): void {
      if (life.state !== 'live') return;
      const at = now();
      const recorded = record({
        eventType: 'View',
        fields: { itemId: `item-${made}` },
        at,
        leaving: likelyToLeave,
      });
      const id = lastId;
      ledger.captured({
        id,
        tab: name,
        visitor: site.visitor,
        sentAt: at / 1000,
        trueAt: site.serverNow() / 1000,
      });
      void recorded.then((settled?: EventId) => life.state !== 'dead' && ledger.settled(id, settled));
    },
    /** The tab is hidden and stays open. */
    hide(): void {
      life.visible = false;
      if (life.state === 'live') leave();
    },
    show(): void {
      life.visible = true;
      if (life.state === 'live' && outbox.waiting()) void trigger.flush('return');
    },
    async flush(): Promise<void> {
      await written();
      await trigger.flush('manual');
    },
    /** The page is left: it enters the back/forward cache or ends. */
    pagehide(): void {
      if (life.state !== 'live') return;
      life.visible = false;
      page.dispatchEvent(new Event('pagehide'));
      leave();
    },
    freeze(): void {
      page.dispatchEvent(new Event('freeze'));
      life.freeze();
      ledger.froze(name, world.time);
    },
    thaw(): void {
      life.thaw();
      if (life.state === 'live' && outbox.waiting()) void trigger.flush('return');
    },
  };
}

export type Tab = ReturnType<typeof openTab>;
