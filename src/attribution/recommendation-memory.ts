/**
 * Which recommendation an item was last chosen from, so that its later `View`, `AddToCart` and `Purchase` are credited
 * without a change to those pages' templates.
 *
 * Kept in localStorage, since it must be known in the very task in which an event is captured and survive the
 * navigation that follows a click.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';
import type { EpochMs } from '../event';

export interface Origin {
  recommendationId?: string | null | undefined;
  source?: string | null | undefined;
}

export interface RecommendationMemory {
  remember(itemIds: readonly string[], origin: Origin, at: EpochMs): void;
  /** The origin of the first of them that has any. */
  recall(itemIds: readonly unknown[], at: EpochMs): Origin | undefined;
}

type Remembered = [itemId: string, recommendationId: string | null, source: string | null, at: EpochMs];

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
  /** Oldest first. */
  const read = (at: EpochMs): Remembered[] =>
    listOf<Remembered>(storage, key).filter((each): each is Remembered => at - Number(each?.[3]) < windowMs);

  return {
    remember(itemIds, { recommendationId = null, source = null }, at) {
      const fresh = itemIds.map((itemId): Remembered => [itemId, recommendationId, source, at]);
      let all = [...read(at).filter(([itemId]) => !itemIds.includes(itemId)), ...fresh].slice(-MOST);
      while (JSON.stringify(all).length > MOST_CHARACTERS) all = all.slice((all.length + 1) >> 1);
      storage.set(key, all);
    },

    recall(itemIds, at) {
      const known = read(at);
      for (const itemId of itemIds) {
        const found = known.find(([id]) => id === itemId);
        if (found) return { recommendationId: found[1], source: found[2] };
      }
      return undefined;
    },
  };
}
