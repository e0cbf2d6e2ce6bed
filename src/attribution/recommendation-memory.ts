/**
 * Which recommendation an item was last chosen from, so that its later `View`, `AddToCart` and `Purchase` are credited
 * without a change to those pages' templates.
 *
 * Kept in localStorage, since it must be known in the very task in which an event is captured and survive the
 * navigation that follows a click. Read once for all that is captured in one go, and written once, in a microtask: before
 * the page can go, and before another task, in which other tabs may have written.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';
import { toJson } from '../browser/to-json';
import type { EpochMs } from '../core/event';

export interface Origin {
  recommendationId?: Maybe;
  source?: Maybe;
}

export interface RecommendationMemory {
  remember(itemIds: readonly string[], origin: Origin, at: EpochMs): void;
  /** The first of them that has an origin, with it. */
  recall(itemIds: readonly unknown[], at: EpochMs): Remembered | undefined;
  /** Forgets all, what is not yet written as well. */
  clear(): void;
}

type Maybe = string | null | undefined;
type Remembered = [itemId: string, recommendationId: Maybe, source: Maybe, at: EpochMs];

const MOST = 5000;
/** A tenth of what browsers give a site: the rest is the page's. */
const MOST_CHARACTERS = 500_000;

/** Where items were chosen from. */
export const ATTRIBUTED = 'personalize.recommendations';
/**
 * What was recommended lately, chosen or not: an item's event belongs to the list of recommendations that contained it.
 * Kept apart, since where it was chosen is nearer to the truth: a cart that recommends what is in it must not take the
 * credit from the list that led there.
 */
export const RECOMMENDED = 'personalize.offers';

export function createRecommendationMemory(
  storage: SiteStorage,
  key: string,
  windowMs: number,
): RecommendationMemory {
  type Known = Map<unknown, Remembered>;
  /** By item, oldest first; absent where it is to be read. */
  let known: Known | undefined;
  /** What of that is to be written. */
  let changed: Known | undefined;

  const isKnown = (each: Remembered | null | undefined, at: EpochMs): each is Remembered =>
    at - (each?.[3] as number) < windowMs;

  function open(at: EpochMs): Known {
    if (!known) {
      known = new Map();
      for (const each of listOf<Remembered>(storage, key)) if (isKnown(each, at)) known.set(each[0], each);
      queueMicrotask(close);
    }
    return known;
  }

  function close(): void {
    if (changed) {
      let all = [...changed.values()].slice(-MOST);
      while ((toJson(all) as string).length > MOST_CHARACTERS) all = all.slice((all.length + 1) >> 1);
      storage.set(key, all);
    }
    known = changed = undefined;
  }

  return {
    remember(itemIds, { recommendationId, source }, at) {
      changed = open(at);
      for (const itemId of itemIds) {
        changed.delete(itemId);
        changed.set(itemId, [itemId, recommendationId, source, at]);
      }
    },

    recall(itemIds, at) {
      return itemIds.map((itemId) => open(at).get(itemId)).find((found) => isKnown(found, at));
    },

    clear() {
      known = changed = undefined;
      storage.set(key);
    },
  };
}
