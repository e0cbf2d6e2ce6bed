/** The composition root: builds every part from a configuration, passes them functions, and can take all of it down. */

import { createStore } from 'idb-keyval';
import { createCredit } from './attribution/credit';
import { createSeenLists } from './attribution/seen-lists';
import { later } from './browser/later';
import { onLeave, onReturn } from './browser/lifecycle';
import { stopAll } from './browser/listen';
import { log, say } from './browser/say';
import { siteStorage } from './browser/site-storage';
import { uuid } from './browser/uuid';
import { startSources } from './capture/start-sources';
import type { ImportChunk } from './chunks';
import type { Config } from './config';
import { createPatience } from './delivery/patience';
import { createSender } from './delivery/sender';
import type { RecordRow, Row } from './event';
import { show, toId } from './limits';
import { createJournal } from './outbox/journal';
import { createOutbox, DATABASE } from './outbox/outbox';
import { createTimedStore } from './outbox/timed-store';
import { createRecommender } from './recommend';
import { createRecorder } from './record';
import { type ReportDesk, toReport } from './reports';
import type { Tag } from './tag';
import { createSession } from './visitor/session';
import { createUser } from './visitor/user';

export function start(config: Config, reports: ReportDesk, importChunk: ImportChunk): Tag {
  const { stats, emit } = reports;
  const { trackingId } = config;
  const now = () => Date.now();

  const user = createUser(siteStorage);
  const session = createSession({
    storage: siteStorage,
    idleMs: config.session.idleMinutes * 60_000,
    maxMs: config.session.maxHours * 3_600_000,
    uuid,
    say,
    onNew: (sessionId) => emit('session', { sessionId }),
  });
  const outbox = createOutbox({
    use: createTimedStore(() => createStore(DATABASE, 'outbox'), later),
    journal: createJournal(siteStorage),
    maxEvents: config.store.maxEvents,
    onStored(row) {
      if (settle(row, true)) emit('stored', toReport(row));
    },
    onGivenUp: (row) =>
      giveUp(row, 'maxEvents', `more than ${config.store.maxEvents} events wait: the oldest was dropped`),
    onFailure: (error) => say(`not stored (${show(error)}): kept in memory`),
  });
  const sender = createSender({
    parts: {
      config,
      owner: uuid(),
      now,
      user: user.current,
      store: (row) => {
        stats.captured++;
        void store(row);
        // Not until it is safe: a drain that waits for a store that fails would never end, nor give its lock back.
        return written();
      },
      onSent(row) {
        settle(row, true);
        emit('sent', toReport(row));
      },
      onRefused(row, why) {
        settle(row);
        emit('refused', { ...toReport(row), why });
      },
      onGivenUp: giveUp,
    },
    importDelivery: (attempt) => importChunk('aws', attempt),
    outbox,
    patience: createPatience(siteStorage, trackingId + config.identityPoolId),
    random: Math.random,
    later,
    onFlush: (reason) => log('flush', reason),
    onRetry(why, message, waitMs) {
      if (why === 'disabled') say(`events are kept, not sent: ${message}`);
      emit('retry', { why, message, waitMs });
    },
  });
  const lists = createSeenLists();
  const { offer, ...credit } = createCredit(
    siteStorage,
    config.recommendationWindow,
    now,
    config.impressions ? lists : undefined,
  );
  const { record, store, settle, written } = createRecorder({
    visitorAt: (at) => ({ trackingId, sessionId: session.current(at), userId: user.current() }),
    outbox,
    sender,
    ...credit,
    reports,
    uuid,
    say,
  });

  function giveUp(row: Row, reason: string, message: string): void {
    // A value of the store that is no row at all is counted too.
    if (row?.body) settle(row);
    const fields = toReport(row);
    emit('dropped', { reason, message, eventType: fields.eventType, fields });
  }

  function identify(given: unknown, traits?: unknown): void {
    const userId = toId(given);
    if (!userId) return say(`identify: ${show(given)} is not an id of 1 to 256 characters: ignored`);
    const before = user.current();
    if (before && before !== userId) session.renew(now());
    user.set(userId);
    // A drain bridges what was done anonymously, also when nothing else waits.
    if (before !== userId) sender.stored([], false);
    if (traits) void put('user', userId, traits);
  }

  /** As the page gave it: how it is to be sent, and whether it has changed at all, the delivery chunk knows. */
  function put(kind: RecordRow['kind'], id: unknown, properties: unknown) {
    const datasetArn = config[`${kind}sDatasetArn`];
    if (!datasetArn) return say(`option ${kind}sDatasetArn is not given: properties of ${kind}s are ignored`);
    try {
      const body = { [`${kind}Id`]: `${id}`, properties: JSON.stringify(properties) } as RecordRow['body'];
      return store({ v: 1, kind, id: uuid(), capturedAt: now(), datasetArn, body });
    } catch (error) {
      return say(`${kind} ${show(id)} cannot be read (${show(error)}): ignored`);
    }
  }

  const visitor = () => user.current() ?? session.current(now(), true);
  const recommender = createRecommender({ config, now, visitor, offer, on: reports.on, say }, importChunk);

  if (config.userId) identify(config.userId);
  const sources = startSources({
    config,
    importChunk,
    now,
    later,
    lists,
    emit: record,
    identify,
    say,
    recommender,
  });

  return {
    ...recommender,
    track: record,
    identify,
    async putItems(given) {
      const items = Array.isArray(given) ? given : [given];
      const stored = await Promise.all(items.map((item) => put('item', item?.itemId, item?.properties)));
      return stored.filter(Boolean).length;
    },
    reset() {
      user.forget();
      session.renew(now());
    },
    forget() {
      sender.forget();
      siteStorage.clear();
      outbox.clear();
      lists.clear();
    },
    async flush() {
      const before = { ...stats };
      await written();
      await sender.flush('manual');
      return {
        sent: stats.sent - before.sent,
        waiting: outbox.waiting(),
        refused: stats.refused - before.refused,
      };
    },
    waiting: outbox.waiting,
    scan: sources.scan,
    get sessionId() {
      return session.current(now(), true);
    },
    get userId() {
      return user.current();
    },
    stop: stopAll(
      sources.stop,
      sender.stop,
      outbox.leave,
      onLeave(() => {
        sender.leave();
        outbox.leave();
      }),
      onReturn(() => {
        if (outbox.waiting()) void sender.flush('return');
      }),
    ),
  };
}
