/**
 * The commands by their names. They accept any arguments, in any order, before `init` and after `stop` (`forget` still
 * erases then).
 */

import { siteStorage } from '../browser/local-storage';
import { warn } from '../browser/warn';
import type { Consent } from '../consent/consent';
import type { EpochMs } from '../core/event';
import { readDeadLetters } from '../outbox/dead-letters';
import { createRecommendationCommand } from './recommendation-command';
import type { createRecord } from './record';
import type { ReportHub } from './reports';
import { DENIED, type TagAccess } from './tag-access';
import { createTrack } from './track';

export function createCommands(
  access: TagAccess,
  { stats, on }: ReportHub,
  { record, waiting }: ReturnType<typeof createRecord>,
  consent: Consent,
  now: () => EpochMs,
) {
  const { withTag, withPage, running } = access;
  const ignored = (name: string) => (why: string) => {
    if (why === DENIED) warn(`${name}: the tag is ${why}: ignored`);
  };

  return {
    track: createTrack(record, now),
    identify: (given: unknown, traits?: unknown) =>
      void withTag((tag) => tag.identify(given, traits), ignored('identify')),
    putItems: (items: unknown) =>
      withTag(
        (tag) => tag.putItems(items),
        () => 0,
        true,
      ),
    reset: () => void withTag((tag) => tag.reset(), ignored('reset')),
    forget: () => void withTag(access.forget, access.forget, true),
    flush: () =>
      withTag(
        (tag) => tag.flush(),
        () => ({ sent: 0, waiting: waiting(), refused: 0 }),
        true,
      ),
    scan: (root: unknown) =>
      void withPage((page) => page.scan(root instanceof Node ? (root as ParentNode & Node) : document)),
    recommend: createRecommendationCommand(withTag, 'recommend'),
    rank: createRecommendationCommand(withTag, 'rank'),
    stamp: (container: unknown, result: unknown) => void withPage((page) => page.stamp(container, result)),
    consent: consent.say,
    on,
    stats: () => ({
      ...stats,
      dropped: { ...stats.dropped },
      consent: consent.current(),
      waiting: running()?.waiting() ?? waiting(),
    }),
    refused: () => (running() ? readDeadLetters(siteStorage) : []),
    stop: access.stop,
  };
}
