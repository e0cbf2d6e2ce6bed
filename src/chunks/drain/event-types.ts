/**
 * Warns about the eleventh event type and each one after it: Personalize allows ten per dataset group.
 *
 * The event types of a site are spread over its pages (`View` here, `Purchase` there), so the sent types are remembered
 * for all pages. Only sent types count: a type that the service refused is not one of its types.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';

const KEY = 'personalize.types';
const MAX_TYPES = 10;

export function createEventTypes(
  storage: SiteStorage,
  trackingId: string,
  warn: (message: string) => void,
): { sent(eventType: string): void } {
  /** Types that this page has checked. */
  const known = new Set<string>();

  return {
    sent(eventType) {
      if (known.has(eventType)) return;
      known.add(eventType);
      // Another tracker belongs to another dataset group.
      const [tracker, ...types] = listOf<string>(storage, KEY);
      const before = tracker === trackingId ? types : [];
      if (before.includes(eventType)) return;
      if (before.length < MAX_TYPES) storage.set(KEY, [trackingId, ...before, eventType]);
      else {
        warn(
          `event type "${eventType}" exceeds the Personalize limit of ${MAX_TYPES} per dataset group; already sent: ${before.join(', ')}`,
        );
      }
    },
  };
}
