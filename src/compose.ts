/** The composition root: builds all parts from the configuration, connects them by functions, and can stop them. */

import type { Config } from './api/config';
import type { ReportHub } from './api/reports';
import type { Tag } from './api/tag';
import { stopAll } from './browser/listen';
import { siteStorage } from './browser/local-storage';
import { uuid } from './browser/uuid';
import { log, warn } from './browser/warn';
import { createDelivery, followPage } from './compose-delivery';
import { startSources } from './compose-sources';
import { createVisitor } from './compose-visitor';
import type { EpochMs } from './core/event';
import type { Page } from './core/page';
import { createRecorder } from './core/recorder';
import { createEntities } from './entities/entities';
import { createForget } from './identity/forget';
import type { ImportChunk } from './loader/chunks';
import { createParts } from './loader/lazy-parts';
import { createRecommender } from './recommendations/recommender';

/** No event is older than `shownAt`, the time when a prerendered page was shown. */
export function start(config: Config, reports: ReportHub, importChunk: ImportChunk, shownAt: EpochMs): Tag {
  const { stats, emit } = reports;
  const page: Page = { scope: {}, owner: uuid(), now: () => Date.now(), storage: siteStorage, warn, log };
  const { now } = page;
  const { part, stop: stopParts } = createParts(importChunk, reportMissing(emit));
  const visitor = createVisitor(config, emit, now);
  const { lists, attribution } = visitor;
  const delivery = createDelivery(config, page, reports, visitor, part);
  const { parts, outbox, writer, trigger } = delivery;
  const record = createRecorder({ visitor, store: writer.store, reports, uuid });
  const datasets = createEntities(parts, part);
  const recommender = createRecommender(parts, part);
  const memory = createForget(config, page, lists, delivery.forget);
  const identify = (given: unknown, traits?: unknown) =>
    visitor.identify(given, (userId, isNew) => {
      // A drain bridges the anonymous session, even if no row is pending.
      if (isNew) trigger.stored([], false);
      if (traits) void datasets.put('user', { userId, properties: traits });
    });
  if (config.userId !== undefined) identify(config.userId);
  const source = { now, emit: record, identify, warn };
  const sources = startSources({ config, source, part, recommender, lists });
  const waiting = () => outbox.waiting() + datasets.waiting();

  return {
    ...recommender,
    track: (captured) => record({ ...captured, at: Math.max(captured.at, shownAt) }),
    identify,
    putItems: (items) => datasets.put('item', items),
    reset: visitor.reset,
    forget() {
      // Otherwise attribution that is not written yet would be stored after the erasure.
      attribution.clear();
      memory.forget();
    },
    async flush() {
      const { sent, refused } = stats;
      await writer.written();
      await Promise.all([trigger.flush('manual'), datasets.flush()]);
      return { sent: stats.sent - sent, waiting: waiting(), refused: stats.refused - refused };
    },
    waiting,
    scan: sources.scan,
    sessionId: visitor.session,
    userId: visitor.user,
    stop: stopAll(
      sources.stop,
      stopParts,
      trigger.stop,
      outbox.leave,
      memory.stop,
      // After the sources, whose own listeners capture the last events of the page.
      followPage(trigger, outbox),
    ),
  };
}

/** Reports each failure to load a chunk, and warns at the second. */
const reportMissing =
  (emit: ReportHub['emit']) =>
  (message: string, waitMs: number, count: number): void => {
    emit('retry', { why: 'unavailable', message, waitMs });
    if (count !== 2) return;
    warn(`not loaded: ${message}`);
    emit('error', { message });
  };
