/**
 * The commands by their names. They accept any arguments, in any order, before `init` and after `stop` (`forget` still
 * erases then).
 */

import { siteStorage } from '../browser/local-storage';
import type { EpochMs } from '../core/event';
import { readDeadLetters } from '../outbox/dead-letters';
import { createRecommendationCommand } from './recommendation-command';
import type { ReportHub } from './reports';
import type { TagAccess } from './tag-access';
import { createTrack } from './track';

export function createCommands(
  { withTag, running, last, settle }: TagAccess,
  { stats, emit, on }: ReportHub,
  now: () => EpochMs,
) {
  return {
    track: createTrack(withTag, emit, now),
    identify: (given: unknown, traits?: unknown) => void withTag((tag) => tag.identify(given, traits)),
    putItems: (items: unknown) =>
      withTag(
        (tag) => tag.putItems(items),
        () => 0,
      ),
    reset: () => void withTag((tag) => tag.reset()),
    forget: () =>
      void withTag(
        (tag) => tag.forget(),
        () => last()?.forget(),
      ),
    flush: () =>
      withTag(
        (tag) => tag.flush(),
        () => ({ sent: 0, waiting: 0, refused: 0 }),
      ),
    scan: (root: unknown) =>
      void withTag((tag) => tag.scan(root instanceof Node ? (root as ParentNode & Node) : document)),
    recommend: createRecommendationCommand(withTag, 'recommend'),
    rank: createRecommendationCommand(withTag, 'rank'),
    stamp: (container: unknown, result: unknown) => void withTag((tag) => tag.stamp(container, result)),
    on,
    stats: () => ({ ...stats, dropped: { ...stats.dropped }, waiting: running()?.waiting() ?? 0 }),
    refused: () => readDeadLetters(siteStorage),
    stop() {
      running()?.stop();
      settle('stopped');
    },
  };
}
