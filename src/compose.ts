/** The composition root: builds all parts from the configuration, connects them by functions, and can stop them. */

import { createStore } from 'idb-keyval';
import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import type { Tag } from './api/tag';
import { createAttribution } from './attribution/attribution';
import { later } from './browser/later';
import { onLeave, onReturn } from './browser/lifecycle';
import { stopAll } from './browser/listen';
import { siteStorage } from './browser/local-storage';
import { uuid } from './browser/uuid';
import { log, warn } from './browser/warn';
import { startSources } from './compose-sources';
import { type Row, toReport } from './core/event';
import { formatValue, toId } from './core/limits';
import { createRecorder } from './core/recorder';
import type { DeliveryParts } from './delivery/transport';
import { createTrigger } from './delivery/trigger';
import { createEntities } from './entities/entities';
import { createForget } from './identity/forget';
import { createSession } from './identity/session';
import { createUser } from './identity/user';
import { createSeenLists } from './impressions/seen-lists';
import type { ImportChunk } from './loader/chunks';
import { createParts } from './loader/lazy-parts';
import { createJournal } from './outbox/journal';
import { createOutbox, DATABASE } from './outbox/outbox';
import { toDestinationKey } from './outbox/rows';
import { createTimedStore } from './outbox/timed-store';
import { createRecommender } from './recommendations/recommender';
import type { RuntimeParts } from './recommendations/runtime';

export function start(config: Config, reports: ReportHub, importChunk: ImportChunk): Tag {
  const { stats, emit } = reports;
  const { trackingId } = config;
  const now = () => Date.now();

  const user = createUser(siteStorage);
  const session = createSession(siteStorage, config.session, (sessionId) => emit('session', { sessionId }));
  const lists = createSeenLists();
  const { offer, clear, ...credit } = createAttribution(
    siteStorage,
    config.recommendationWindow,
    now,
    config.impressions ? lists : undefined,
  );
  const outbox = createOutbox({
    use: createTimedStore(() => createStore(DATABASE, 'outbox'), later),
    destination: toDestinationKey('event', trackingId, config),
    journal: createJournal(siteStorage),
    maxEvents: config.store.maxEvents,
    onStored(row) {
      if (settle(row, true)) emit('stored', toReport(row));
    },
    onDropped: (row) =>
      dropRow(row, 'maxEvents', `more than ${config.store.maxEvents} events wait: the oldest was dropped`),
    onFailure: (error) => warn(`not stored (${formatValue(error)}): kept in memory`),
  });
  const parts: DeliveryParts & RuntimeParts = {
    config,
    now,
    scope: {},
    storage: siteStorage,
    warn,
    user: user.current,
    session: () => session.current(now(), true),
    owner: uuid(),
    outbox,
    emit,
    settle: (row, safe) => settle(row, safe),
    store: (row) => {
      stats.captured++;
      void store(row);
      // Does not wait until the row is safe: with a failing store, the drain would never end or release its lock.
      return written();
    },
    onDropped: dropRow,
    log,
    offer,
    on: reports.on,
  };
  const { part, stop: stopParts } = createParts(importChunk, (message, waitMs, count) => {
    emit('retry', { why: 'unavailable', message, waitMs });
    if (count !== 2) return;
    warn(`not loaded: ${message}`);
    emit('error', { message });
  });
  const trigger = createTrigger({ parts, part, later });
  const {
    record,
    store,
    settle,
    written,
    forget: forgetUnwritten,
  } = createRecorder({
    visitorAt: (at) => ({ trackingId, sessionId: session.current(at), userId: user.current() }),
    outbox,
    trigger,
    ...credit,
    reports,
    uuid,
  });

  function dropRow(row: Row, reason: string, message: string): void {
    // A value in the store that is not a row is counted too.
    if (row?.body) settle(row);
    const fields = toReport(row);
    emit('dropped', { reason, message, eventType: fields.eventType, fields });
  }

  function identify(given: unknown, traits?: unknown): void {
    const userId = toId(given);
    if (!userId) return warn(`identify: ${formatValue(given)} is not an id of 1 to 256 characters: ignored`);
    const previous = user.current();
    if (previous && previous !== userId) reset();
    user.set(userId);
    // A drain bridges the anonymous session, even if no row is pending.
    if (previous !== userId) trigger.stored([], false);
    if (traits) void datasets.put('user', { userId, properties: traits });
  }

  function reset(): void {
    user.leave(now());
    session.renew(now());
    clear();
    lists.clear();
  }

  const datasets = createEntities(config, parts, part);
  const recommender = createRecommender(parts, part);
  const memory = createForget(parts, lists, (before) => {
    trigger.stop();
    const rows = [...forgetUnwritten(), ...outbox.clear(before)];
    // Rows that this tab has stored since `before` are still pending.
    trigger.begin();
    for (const row of rows) dropRow(row, 'forget', '');
  });

  const waiting = () => outbox.waiting() + datasets.waiting();

  if (config.userId) identify(config.userId);
  const sources = startSources({ config, part, now, lists, emit: record, identify, warn, recommender });

  return {
    ...recommender,
    track: record,
    identify,
    putItems: (items) => datasets.put('item', items),
    reset,
    forget() {
      // Otherwise attribution that is not written yet would be stored after the erasure.
      clear();
      memory.forget();
    },
    async flush() {
      const { sent, refused } = stats;
      await written();
      await Promise.all([trigger.flush('manual'), datasets.flush()]);
      return { sent: stats.sent - sent, waiting: waiting(), refused: stats.refused - refused };
    },
    waiting,
    scan: sources.scan,
    get sessionId() {
      return parts.session();
    },
    get userId() {
      return user.current();
    },
    stop: stopAll(
      sources.stop,
      stopParts,
      trigger.stop,
      outbox.leave,
      memory.stop,
      onLeave(() => {
        trigger.leave();
        outbox.leave();
      }),
      onReturn(() => outbox.waiting() && trigger.flush('return')),
    ),
  };
}
