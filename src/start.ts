/** The composition root: builds every part from a configuration, passes them functions, and can take all of it down. */

import { later } from './browser/later';
import { onLeave, onReturn } from './browser/lifecycle';
import type { Stop } from './browser/listen';
import { log, say } from './browser/say';
import { siteStorage } from './browser/site-storage';
import { uuid } from './browser/uuid';
import { startClick } from './capture/click';
import type { Config } from './config';
import { createLoader, type ImportChunk } from './delivery/load-chunk';
import { createSchedule } from './delivery/schedule';
import type { Delivery, DeliveryModule, Drained } from './delivery/transport';
import {
  assemble,
  type Captured,
  type Dropped,
  type EventId,
  type Row,
  type SessionId,
  type UserId,
} from './event';
import { createOutbox } from './outbox/outbox';
import { toWaiting, type Waiting } from './outbox/rows';
import type { ReportDesk } from './reports';
import { createBridge } from './visitor/bridge';
import { createSession } from './visitor/session';
import { createUser } from './visitor/user';

export interface Tag {
  track(captured: Captured): Promise<EventId | undefined>;
  identify(userId: UserId): void;
  reset(): void;
  flush(): Promise<{ sent: number; waiting: number; refused: number }>;
  waiting(): number;
  readonly sessionId: SessionId;
  readonly userId: UserId | undefined;
  stop: Stop;
}

/** Where the delivery chunk of a configuration comes from: a URL beside the tag, or the bundler's own chunk. */
export type ImportDelivery = (config: Config) => ImportChunk<DeliveryModule>;

export function start(config: Config, reports: ReportDesk, importDelivery: ImportDelivery): Tag {
  const { stats, emit } = reports;
  const now = () => Date.now();
  const report = ({ body, visitor }: Row) => ({ ...body, ...visitor });

  const user = createUser(siteStorage);
  const session = createSession({
    storage: siteStorage,
    idleMs: config.session.idleMinutes * 60_000,
    maxMs: config.session.maxHours * 3_600_000,
    uuid,
    say,
    onNew: (sessionId) => emit('session', { sessionId }),
  });

  const bridge = createBridge(siteStorage, config.trackingId, uuid);
  const outbox = createOutbox();
  let waiting = 0;
  const recount = () =>
    outbox.count().then(
      (count) => {
        waiting = count;
      },
      () => {},
    );

  const importChunk = importDelivery(config);
  let delivery: Delivery | undefined;
  const load = createLoader(async (attempt) => {
    delivery = (await importChunk(attempt)).createDelivery({
      config,
      use: outbox.use,
      owner: uuid(),
      now,
      onSent: (row) => emit('sent', report(row)),
      onRefused(row, why) {
        say(`${row.body.eventType} was refused by Personalize (${why}): set aside`);
        emit('refused', { ...report(row), why });
      },
    });
    return delivery;
  });
  async function drain(): Promise<Drained> {
    try {
      return await (await load()).drain();
    } finally {
      await recount();
    }
  }
  const schedule = createSchedule({
    drain,
    delayMs: config.flush.delayMs,
    batch: config.flush.batch,
    now,
    random: Math.random,
    later,
    onFlush: (reason) => log('flush', reason),
    onRetry(why, message, waitMs) {
      if (why === 'disabled') say(`events are kept but cannot be sent: ${message}`);
      emit('retry', { why, message, waitMs });
    },
  });

  /** Captured in this task and not yet written: one transaction for all of them. */
  let unwritten: { waiting: Waiting; leaving: boolean; settle: (stored: boolean) => void }[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  function write(): void {
    const batch = unwritten;
    unwritten = [];
    const rows = batch.map((each) => each.waiting);
    const leaving = batch.some((each) => each.leaving) && !schedule.backingOff ? delivery : undefined;
    delivery?.added(rows);
    waiting += rows.length;
    writing = outbox.add(rows, leaving?.claim()).then(
      () => {
        for (const { row } of rows) emit('stored', report(row));
        leaving?.leave();
        // Also when they are on their way: if the page stays and the request fails, somebody has to try again.
        schedule.stored(rows.length);
        for (const each of batch) each.settle(true);
      },
      (error) => {
        emit('error', { message: `the outbox could not store ${rows.length} events: ${error}` });
        for (const each of batch) each.settle(false);
      },
    );
  }

  function track(captured: Captured): Promise<EventId | undefined> {
    stats.captured++;
    const visitor = {
      trackingId: config.trackingId,
      sessionId: session.current(captured.at),
      userId: user.current(),
    };
    let made: Row | Dropped;
    try {
      made = assemble(captured, visitor, uuid, say);
    } catch (error) {
      // A getter of the page's object that throws.
      made = {
        reason: 'error',
        message: `an event could not be read (${error}): event dropped`,
        ...captured,
      };
    }
    if ('reason' in made) {
      emit('dropped', made);
      return Promise.resolve(undefined);
    }
    return store(made, !!captured.leaving);
  }

  function store(row: Row, leaving = false): Promise<EventId | undefined> {
    bridge.passed(row);
    return new Promise((resolve) => {
      const settle = (stored: boolean) => resolve(stored ? row.body.eventId : undefined);
      unwritten.push({ waiting: toWaiting(row), leaving, settle });
      if (unwritten.length === 1) queueMicrotask(write);
    });
  }

  function crossBridge(): void {
    const userId = user.current();
    if (!userId) return;
    for (const row of bridge.cross(userId, now())) {
      stats.captured++;
      void store(row);
    }
  }

  let stopBridging: Stop = () => {};

  function identify(userId: UserId): void {
    const before = user.current();
    if (before && before !== userId) session.renew(now());
    user.set(userId);
    // The session's own next event may come first, and then nothing has to be repeated.
    stopBridging();
    stopBridging = later(crossBridge, config.flush.delayMs);
  }

  const known = config.userId ?? user.current();
  if (known) identify(known);
  const stops = [
    onLeave(() => {
      if (!delivery || schedule.backingOff) return;
      const sent = delivery.leave();
      // The next page must not send them again while these requests are on their way.
      if (sent.length) outbox.add(sent, delivery.claim()).catch(() => {});
    }),
    onReturn(() => {
      if (waiting) void schedule.flush('return');
    }),
  ];
  if (config.clicks)
    stops.push(
      startClick({ prefix: config.attributePrefix, now, emit: (captured) => void track(captured), say }),
    );
  void recount().then(() => {
    if (waiting) void schedule.flush('start');
  });

  return {
    track,
    identify,
    reset() {
      user.forget();
      session.renew(now());
    },
    async flush() {
      const before = { ...stats };
      crossBridge();
      // What was tracked in this same task is written in a microtask that was queued before this one.
      await undefined;
      await writing;
      await schedule.flush('manual');
      return { sent: stats.sent - before.sent, waiting, refused: stats.refused - before.refused };
    },
    waiting: () => waiting,
    get sessionId() {
      return session.current(now());
    },
    get userId() {
      return user.current();
    },
    stop() {
      for (const stop of stops) stop();
      stopBridging();
      schedule.stop();
    },
  };
}
