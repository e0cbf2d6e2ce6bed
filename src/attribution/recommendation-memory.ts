/**
 * Stores the recommendation of each item, so that later `View`, `AddToCart` and `Purchase` events of the item are
 * attributed without a change to the templates of those pages.
 *
 * It uses localStorage, because the value must be available in the task in which an event is captured, and must survive
 * the navigation after a click. All events captured in one task cause one read and one write. The write runs in a
 * microtask: before the page can be left, and before another task, before which other tabs can have written.
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
  /** Returns the entry of the first of these items that has one within the window. */
  recall(itemIds: readonly unknown[], at: EpochMs): Remembered | undefined;
  /** Deletes all entries, including those not yet written. */
  clear(): void;
}

type Maybe = string | null | undefined;
type Remembered = [itemId: string, recommendationId: Maybe, source: Maybe, at: EpochMs];

const MAX_ITEMS = 5000;
/** A tenth of the localStorage quota of a site. The rest is left to the page. */
const MAX_CHARACTERS = 500_000;

/** The key of the attributed items: items chosen from a recommendation. */
export const ATTRIBUTED = 'personalize.recommendations';
/**
 * The key of the recommended items: items that were recommended lately, chosen or not. An item's event is attributed to
 * the recommendation that contained the item. Stored separately, because the recommendation from which the item was
 * chosen is more accurate: a cart that recommends an item already in it must not replace the list from which the item
 * was chosen.
 */
export const RECOMMENDED = 'personalize.offers';

export function createRecommendationMemory(
  storage: SiteStorage,
  key: string,
  windowMs: number,
): RecommendationMemory {
  type Entries = Map<unknown, Remembered>;
  /** The entries by item, oldest first; `undefined` if they must be read from storage first. */
  let entries: Entries | undefined;
  /** The same map if it must be written. */
  let unsaved: Entries | undefined;

  const isWithinWindow = (each: Remembered | null | undefined, at: EpochMs): each is Remembered =>
    at - (each?.[3] as number) < windowMs;

  function load(at: EpochMs): Entries {
    if (!entries) {
      entries = new Map();
      for (const each of listOf<Remembered>(storage, key))
        if (isWithinWindow(each, at)) entries.set(each[0], each);
      queueMicrotask(save);
    }
    return entries;
  }

  function save(): void {
    if (unsaved) {
      let all = [...unsaved.values()].slice(-MAX_ITEMS);
      while ((toJson(all) as string).length > MAX_CHARACTERS) all = all.slice((all.length + 1) >> 1);
      storage.set(key, all);
    }
    entries = unsaved = undefined;
  }

  return {
    remember(itemIds, { recommendationId, source }, at) {
      unsaved = load(at);
      for (const itemId of itemIds) {
        unsaved.delete(itemId);
        unsaved.set(itemId, [itemId, recommendationId, source, at]);
      }
    },

    recall(itemIds, at) {
      return itemIds.map((itemId) => load(at).get(itemId)).find((found) => isWithinWindow(found, at));
    },

    clear() {
      entries = unsaved = undefined;
      storage.set(key);
    },
  };
}
