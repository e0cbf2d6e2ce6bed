/** A tab as `start` and `aws/index` compose it, with the browser, the clock and the service that the test gives it. */

import { createClock } from '../../../src/aws/clock';
import { withLock } from '../../../src/browser/lock';
import { parseOptions } from '../../../src/config';
import { createFlusher } from '../../../src/delivery/flusher';
import type { Patience } from '../../../src/delivery/patience';
import { createSender } from '../../../src/delivery/sender';
import { createToSend } from '../../../src/delivery/to-send';
import type { DeliveryModule, DeliveryParts, SendResult } from '../../../src/delivery/transport';
import { type EventId, idOf, type Row, type Visitor } from '../../../src/event';
import { createClaims } from '../../../src/outbox/claims';
import { createJournal } from '../../../src/outbox/journal';
import { createOutbox } from '../../../src/outbox/outbox';
import { createTimedStore } from '../../../src/outbox/timed-store';
import { createRecorder } from '../../../src/record';
import type { ReportDesk } from '../../../src/reports';
import { createBridge } from '../../../src/visitor/bridge';
import type { Texts } from '../unit-storage';
import type { Ledger } from './ledger';
import { createLife } from './life';
import type { LockManager } from './locks';
import type { Copy, Service } from './service';
import { createStoragePort, type Disk } from './storage-port';
import type { World } from './world';

/** What all tabs of the site share. */
export interface Site {
  world: World;
  service: Service;
  texts: Texts;
  locks: LockManager;
  disk: Disk;
  ledger: Ledger;
  visitor: Visitor;
  maxEvents: number;
  /** What the device's clock says. */
  deviceNow: () => number;
  serverNow: () => number;
  /** For whoever reads how it went. */
  tell: (what: string) => void;
  /** Chance that the delivery chunk does not load. */
  noChunk: number;
}

export function openTab(site: Site, name: string, diesAt: number) {
  const { world, service, ledger } = site;
  const page = new EventTarget();
  const life = createLife({
    diesAt,
    onDeath() {
      storage.drop();
      locks.drop();
      ledger.died(name, world.time);
      site.tell(`${name} is gone`);
    },
  });
  const storage = createStoragePort({
    life,
    disk: site.disk,
    now: () => world.time,
    chance: world.chance,
  });
  const locks = site.locks.of(life);
  const siteStorage = storage.toSiteStorage(site.texts);
  const now = site.deviceNow;
  const later = (fn: () => void, ms: number) => world.after(ms, () => life.hear(fn));
  let leaving = false;

  const config = parseOptions(
    {
      trackingId: site.visitor.trackingId,
      identityPoolId: 'us-east-1:10000000-0000-4000-8000-000000000001',
      store: { maxEvents: site.maxEvents },
    },
    () => {},
  );
  if (!config) throw new Error('the options are wrong');

  let lastId = '';
  let made = 0;
  const uuid = (): string => {
    lastId = `${name}.${++made}`;
    return lastId;
  };

  function giveUp(row: Row, reason: string): void {
    if (life.state === 'dead') return;
    settle(row);
    ledger.dropped(idOf(row), reason);
  }

  const outbox = createOutbox({
    use: createTimedStore(storage.openDatabase, later),
    journal: createJournal(siteStorage),
    maxEvents: config.store.maxEvents,
    onStored(row) {
      site.tell(`${name} has stored ${idOf(row)}`);
      if (life.act()) settle(row, true);
    },
    onGivenUp: (row) => giveUp(row, 'maxEvents'),
    onFailure: (error) => site.tell(`${name} stores nothing: ${error}`),
  });

  const createDelivery = (parts: DeliveryParts) => {
    const clock = createClock(siteStorage, now);
    const toSend = createToSend({
      offset: clock.offset,
      now,
      maxAgeDays: config.store.maxAgeDays,
      onTooOld: giveUp,
    });
    const bridge = createBridge(siteStorage, site.visitor.trackingId, uuid);
    const hear = <T>(ask: (answered: (value: T) => void) => void): Promise<T> => {
      if (!life.act()) return new Promise(() => {});
      const asked = new Promise<T>((resolve) => ask(resolve));
      life.act();
      return life.answer(asked);
    };
    const flusher = createFlusher({
      claims: createClaims({
        use: parts.outbox.use,
        owner: name,
        now,
        toSend,
      }),
      transport: {
        prepare: () => hear(service.prepare),
        async send(batch) {
          let copies: Copy[] = [];
          // AWS refuses a signature that is five minutes off.
          const misdated = Math.abs(now() + clock.offset() - site.serverNow()) > 300_000;
          const there = () => life.state !== 'dead';
          const result = await hear<SendResult>((answered) => {
            copies = service.send(batch, { answered, tab: name, there, leaving, misdated });
            site.tell(
              `${name}${leaving ? ', leaving,' : ''} sends ${copies[0]?.nth}: ${copies.map(({ id }) => id)}`,
            );
          });
          site.tell(`${name} hears ${result.kind} ${copies[0]?.nth}`);
          for (const copy of copies) Object.assign(copy, { heardAt: world.time, heard: result.kind });
          if (result.kind !== 'retry' || result.why !== 'network') clock.learn(site.serverNow());
          return result;
        },
      },
      withLock: (what, fn) => locks.with(page, () => withLock(what, fn)),
      outbox: parts.outbox,
      toSend,
      now,
      onRecordsFailed() {},
      async onEmpty() {
        const userId = parts.user();
        const rows = userId ? bridge.cross(userId, now()) : [];
        for (const row of rows) ledger.born({ id: idOf(row), tab: name, row });
        await Promise.all(rows.map(parts.store));
        return rows.length > 0;
      },
      onSent(row) {
        bridge.passed(row);
        parts.onSent(row);
      },
      onRefused: parts.onRefused,
    });
    return {
      ...flusher,
      get ready() {
        return flusher.ready;
      },
      leave() {
        leaving = true;
        const rows = flusher.leave();
        leaving = false;
        return rows;
      },
    };
  };

  const sender = createSender({
    parts: {
      config,
      owner: name,
      now,
      user: () => site.visitor.userId,
      store: (row) => {
        void store(row);
        return written();
      },
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
      onGivenUp: giveUp,
    },
    importDelivery: () =>
      life.answer(
        new Promise<DeliveryModule>((resolve, reject) => {
          world.after(world.random.between(0, 100), () =>
            world.chance(site.noChunk) ? reject(new TypeError('no chunk')) : resolve({ createDelivery }),
          );
        }),
      ),
    outbox,
    patience: {
      get: () => siteStorage.get('personalize.patience') as Patience | undefined,
      set: (patience) => siteStorage.set('personalize.patience', patience),
    },
    random: world.random.next,
    later,
    onFlush(reason) {
      site.tell(`${name} flushes: ${reason}`);
      life.act();
    },
    onRetry(why, message, ms) {
      site.tell(`${name} tries again in ${ms.toFixed(0)}: ${why} ${message}`);
      life.act();
    },
  });

  const { record, store, settle, written } = createRecorder({
    visitorAt: () => site.visitor,
    outbox,
    sender,
    credit: ({ fields }) => fields,
    onChosen: () => {},
    reports: { stats: { captured: 0 }, emit() {} } as unknown as ReportDesk,
    uuid,
    say: () => {},
  });

  function leave(): void {
    sender.leave();
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
      ledger.born({
        id,
        tab: name,
        visitor: site.visitor,
        sentAt: at / 1000,
        trueAt: site.serverNow() / 1000,
      });
      void recorded.then((settled?: EventId) => life.state !== 'dead' && ledger.settled(id, settled));
    },
    /** Hidden, and still there. */
    hide(): void {
      if (life.state === 'live') leave();
    },
    show(): void {
      if (life.state === 'live' && outbox.waiting()) void sender.flush('return');
    },
    async flush(): Promise<void> {
      await written();
      await sender.flush('manual');
    },
    /** Left, for the back/forward cache or for good. */
    pagehide(): void {
      if (life.state !== 'live') return;
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
      if (life.state === 'live' && outbox.waiting()) void sender.flush('return');
    },
  };
}

export type Tab = ReturnType<typeof openTab>;
