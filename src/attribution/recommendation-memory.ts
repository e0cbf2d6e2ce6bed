/**
 * Which recommendation an item was last chosen from, so that its later `View`, `AddToCart` and `Purchase` are credited
 * without a change to those pages' templates.
 *
 * Kept in localStorage, since it must be known in the very task in which an event is captured and survive the
 * navigation that follows a click.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs } from '../event';

export interface Origin {
  recommendationId?: string | null | undefined;
  source?: string | null | undefined;
}

export interface RecommendationMemory {
  /** With `last`, for the event of this id alone: whoever makes it again must not get another one. */
  remember(itemIds: readonly string[], origin: Origin, at: EpochMs, last?: string): void;
  recall(itemId: string, at: EpochMs, eventId?: unknown): Origin | undefined;
}

type Remembered = [
  itemId: string,
  recommendationId: string | null,
  source: string | null,
  at: EpochMs,
  last?: string | undefined,
];

const MOST = 5000;
/** A tenth of what browsers give a site: the rest is the page's. */
const MOST_CHARACTERS = 500_000;

/** Where items were chosen from. */
export const CHOSEN = 'personalize.recommendations';
/**
 * What was recommended lately, chosen or not: an item's event belongs to the list of recommendations that contained it.
 * Kept apart, since where it was chosen is nearer to the truth: a cart that recommends what is in it must not take the
 * credit from the list that led there.
 */
export const OFFERED = 'personalize.offers';

export function createRecommendationMemory(
  storage: SiteStorage,
  key: string,
  windowMs: number,
): RecommendationMemory {
  /** All but `itemIds`, oldest first. */
  const read = (itemIds: readonly string[] = []): Remembered[] => {
    const stored = storage.get(key);
    return Array.isArray(stored) ? stored.filter((each) => !itemIds.includes(each?.[0])) : [];
  };

  return {
    remember(itemIds, { recommendationId = null, source = null }, at, last) {
      const fresh = itemIds.map((itemId): Remembered => [itemId, recommendationId, source, at, last]);
      let all = [...read(itemIds).filter(([, , , then]) => at - then < windowMs), ...fresh].slice(-MOST);
      if (JSON.stringify(all).length > MOST_CHARACTERS) all = all.slice(all.length >> 1);
      storage.set(key, all);
    },

    recall(itemId, at, eventId) {
      const found = read().find((each) => each?.[0] === itemId && at - each[3] < windowMs);
      if (found?.[4] && found[4] !== eventId) return {};
      return found && { recommendationId: found[1], source: found[2] };
    },
  };
}
