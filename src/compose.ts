/** The composition root: builds all parts from the configuration, and does what each state of consent requires. */

import { createStore } from 'idb-keyval';
import type { Config } from './api/config';
import type { Record } from './api/record';
import type { ReportHub } from './api/reports';
import type { Observing } from './api/tag';
import type { TagAccess } from './api/tag-access';
import { atOnce } from './browser/idle';
import { later } from './browser/later';
import { listen, stopAll } from './browser/listen';
import { siteStorage } from './browser/local-storage';
import { log, warn } from './browser/warn';
import { startCore } from './compose-core';
import { startSources } from './compose-sources';
import { type Consent, isConsentState } from './consent/consent';
import type { ConsentModule } from './consent/consent-module';
import { announceForget, GENERATION, onRemoved } from './consent/generation';
import { createStates, type Sources } from './consent/states';
import type { EpochMs } from './core/event';
import type { SharedSession } from './core/sources';
import { eraseSessionCookie, eraseStored } from './identity/erase';
import { createSeenLists } from './impressions/seen-lists';
import type { ImportChunk } from './loader/chunks';
import { createParts, type Part, type Parts } from './loader/lazy-parts';
import { DATABASE } from './outbox/outbox';
import { createTimedStore } from './outbox/timed-store';
import { createStamp } from './recommendations/stamp';

interface TagParts {
  config: Config;
  reports: ReportHub;
  importChunk: ImportChunk;
  consent: Consent;
  access: Pick<TagAccess, 'withTag' | 'running' | 'grant' | 'end'>;
  record: Record;
}

/** No event is older than `shownAt`, the time when a prerendered page was shown. */
export function start(parts: TagParts, shownAt: EpochMs): Observing {
  const { config, reports, importChunk, consent, access } = parts;
  const newParts = () => createParts(importChunk, reportMissing(reports.emit));
  const lists = createSeenLists(!!config.impressions);
  const use = createTimedStore(() => createStore(DATABASE, 'outbox'), later);
  const stamp = createStamp(config.attributePrefix);
  let { userId } = config;
  const { cookieDomain, id } = config.session;
  let session: Part<SharedSession> | undefined;

  function grant(shared?: SharedSession): void {
    access.grant((session) => {
      const coreParts = { config, reports, lists, use, parts: newParts(), consent };
      const core = startCore(coreParts, shownAt, session, shared);
      if (userId !== undefined) core.identify(userId);
      userId = undefined;
      return core;
    });
    // Finds the slots, which are left alone before.
    states.scan(document);
  }

  const states = createStates({
    core: access.running,
    grant() {
      if (!session) return grant();
      // What is captured until the chunk is loaded is held.
      access.grant();
      session.use((shared) => consent.current().state === 'granted' && !access.running() && grant(shared));
    },
    end: access.end,
    observe(isLate) {
      // What was seen before a denial must not be reported after it.
      lists.follow();
      const own = newParts();
      if (cookieDomain || id || config.beforeSend) {
        session = own.part('session', ({ shareSession }) => shareSession(config, warn), atOnce);
        session.use(() => {});
      }
      const recommender = { core: access.running, stamp };
      return observePage(parts, { parts: own, lists, recommender, isLate });
    },
    hasRefused: config.consent === 'denied',
    erase(source) {
      // The other tabs hear only of a key that was there.
      if (source !== 'tab') siteStorage.set(GENERATION, 1);
      eraseStored(config, use, source === 'tab' ? () => siteStorage.get(GENERATION) : undefined);
      if (cookieDomain) eraseSessionCookie(cookieDomain);
    },
  });
  consent.begin(config, states.enter);
  const platforms = followPlatforms(parts, newParts());
  const stop = stopAll(states.stop, platforms.stop, onRemoved(consent.withdraw));
  const forget = () => {
    announceForget(siteStorage);
    eraseStored(config, use);
  };
  return { stamp, scan: states.scan, stop, forget };
}

/** Apart from the sources, since platforms are followed while consent is denied, too. */
function followPlatforms({ config, consent }: TagParts, parts: Parts): Parts {
  if (config.consent && !isConsentState(config.consent)) {
    const start = (chunk: ConsentModule) =>
      chunk.followPlatforms(config, consent.follow, warn, log, later, listen);
    parts.part('consent', start, atOnce).use(() => {});
  }
  return parts;
}

const observePage = (
  { config, access, record }: TagParts,
  rest: Omit<Parameters<typeof startSources>[0], 'config' | 'source'>,
): Sources =>
  startSources({
    config,
    source: {
      now: Date.now,
      emit: (captured) => record({ ...captured, fields: rest.lists.complete(captured) }),
      identify: (given) => access.withTag((tag) => tag.identify(given)),
      warn,
    },
    ...rest,
  });

/** Reports each failure to load a chunk, and warns at the second. */
const reportMissing =
  (emit: ReportHub['emit']) =>
  (message: string, waitMs: number, count: number): void => {
    emit('retry', { why: 'unavailable', message, waitMs });
    if (count !== 2) return;
    warn(`not loaded: ${message}`);
    emit('error', { message });
  };
