/**
 * Warns of the eleventh event type, and of each one after it: Personalize takes ten of a dataset group.
 *
 * A site's types are spread over its pages (`View` here, `Purchase` there), so those that were sent are remembered for
 * all of them. Only what was sent counts: what the service has refused is none of its types.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';

const KEY = 'personalize.types';
const MOST = 10;

export function createEventTypes(
  storage: SiteStorage,
  trackingId: string,
  warn: (message: string) => void,
): { sent(eventType: string): void } {
  /** What this page has dealt with. */
  const known = new Set<string>();

  return {
    sent(eventType) {
      if (known.has(eventType)) return;
      known.add(eventType);
      // Another tracker is another dataset group.
      const [whose, ...types] = listOf<string>(storage, KEY);
      const before = whose === trackingId ? types : [];
      if (before.includes(eventType)) return;
      if (before.length < MOST) storage.set(KEY, [trackingId, ...before, eventType]);
      else {
        warn(
          `event type "${eventType}" is one too many beside ${before.join(', ')}: Personalize takes ${MOST} of a dataset group`,
        );
      }
    },
  };
}
