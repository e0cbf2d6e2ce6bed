/** Composes the part of the tag that stores and sends, which exists only with consent. */

import type { UseStore } from 'idb-keyval';
import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import type { Core } from './api/tag';
import { type Stop, stopAll } from './browser/listen';
import { uuid } from './browser/uuid';
import { createDelivery, followPage } from './compose-delivery';
import { createLifetime, type Lifetime } from './compose-lifetime';
import { createVisitor } from './compose-visitor';
import type { Consent } from './consent/consent';
import { assemble, type EpochMs, type SessionId } from './core/event';
import { createRecorder } from './core/recorder';
import type { SharedSession } from './core/sources';
import { createEntities } from './entities/entities';
import { createForget } from './identity/forget';
import type { SeenLists } from './impressions/seen-lists';
import type { Parts } from './loader/lazy-parts';
import { createRecommender } from './recommendations/recommender';

interface CoreParts {
  config: Config;
  /** The object store of the outbox. */
  use: UseStore;
  reports: ReportHub;
  lists: SeenLists;
  parts: Parts;
  consent: Pick<Consent, 'withdraw'>;
}

/**
 * No event is older than `shownAt`, the time when a prerendered page was shown. `firstSession` is the id of a session
 * that is not stored yet.
 */
export function startCore(
  { config, use, reports, lists, parts: { part, stop: stopParts }, consent }: CoreParts,
  shownAt: EpochMs,
  firstSession: SessionId,
  shared?: SharedSession,
): Core {
  const lifetime = createLifetime(use, consent.withdraw);
  const { page, generation } = lifetime;
  const onSession = (sessionId: SessionId) => reports.emit('session', { sessionId });
  const visitor = createVisitor(config, page, lists, onSession, firstSession, shared);
  const assembleEvent = shared?.beforeSend?.(assemble) ?? assemble;
  const delivery = createDelivery(config, lifetime, reports, visitor, part, assembleEvent);
  const { parts, outbox, writer, trigger } = delivery;
  const record = createRecorder({ visitor, assemble: assembleEvent, store: writer.store, reports, uuid });
  const datasets = createEntities(parts, part);
  const memory = createForget(config, page, lists, delivery.forget);
  const stop = stopAll(
    ...[stopParts, trigger.stop, outbox.leave, memory.stop, generation.stop],
    // After the sources, whose own listeners capture the last events of the page.
    followPage(trigger, outbox),
  );

  return {
    ...createRecommender(parts, part),
    isBot: !!config.botFilter,
    track(captured) {
      generation.keep();
      return record({ ...captured, at: Math.max(captured.at, shownAt) });
    },
    identify: (given, traits) =>
      visitor.identify(given, (userId, isNew) => {
        if (config.botFilter) return;
        // A drain bridges the anonymous session, even if no row is pending.
        if (isNew) trigger.stored([], false);
        if (traits) void datasets.put('user', { userId, properties: traits });
      }),
    putItems: (items) => datasets.put('item', items),
    reset: visitor.reset,
    forget() {
      // Otherwise attribution that is not written yet would be stored after the erasure.
      visitor.attribution.clear();
      generation.forget();
      memory.forget();
      shared?.cookie?.set({});
    },
    ...createFlush(delivery, datasets, reports.stats),
    sessionId: visitor.session,
    userId: visitor.user,
    check: () => shared?.cookie?.isGone() && consent.withdraw(),
    isReplaced: generation.isReplaced,
    stop,
    end: createEnd(lifetime, delivery, stop),
  };
}

const createEnd =
  (
    { withdraw, close }: Lifetime,
    { writer, forget }: ReturnType<typeof createDelivery>,
    stop: Stop,
  ): Core['end'] =>
  (isWithdrawn) => {
    // Events of this task reach the journal as rows of the outbox, before the stores are closed.
    if (!isWithdrawn) writer.write();
    else {
      withdraw();
      forget(Infinity, 'consent');
    }
    stop();
    close();
    writer.end();
  };

const createFlush = (
  { outbox, writer, trigger }: ReturnType<typeof createDelivery>,
  datasets: ReturnType<typeof createEntities>,
  stats: ReportHub['stats'],
): Pick<Core, 'flush' | 'waiting'> => {
  const waiting = () => outbox.waiting() + datasets.waiting();
  return {
    waiting,
    async flush() {
      const { sent, refused } = stats;
      await writer.written();
      await Promise.all([trigger.flush('manual'), datasets.flush()]);
      return { sent: stats.sent - sent, waiting: waiting(), refused: stats.refused - refused };
    },
  };
};
