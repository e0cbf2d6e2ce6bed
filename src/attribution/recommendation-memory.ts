/**
 * Which recommendation an item was last chosen from, so that its later `View`, `AddToCart` and `Purchase` are credited
 * without a change to those pages' templates.
 *
 * Kept in localStorage, since it must be known in the very task in which an event is captured and survive the
 * navigation that follows a click. Recommendations with their items, the newest last: a recommendation's id is long and
 * its items share it.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs } from '../event';

export interface Origin {
  recommendationId?: string | undefined;
  source?: string | undefined;
}

export interface RecommendationMemory {
  remember(itemIds: readonly string[], origin: Origin, at: EpochMs): void;
  recall(itemId: string, at: EpochMs): Origin | undefined;
  /** After a purchase the next interest in the item is a new one. */
  forget(itemId: string): void;
}

/** `[recommendation id, source, when, item ids]` */
type Remembered = [string, string, EpochMs, string[]];

const KEY = 'personalize.recommendations';
const MOST_ITEMS = 5000;

export function createRecommendationMemory(storage: SiteStorage, windowMs: number): RecommendationMemory {
  const read = (): Remembered[] => {
    try {
      const stored: unknown = JSON.parse(storage.get(KEY) || '[]');
      return Array.isArray(stored) ? stored.filter((each) => Array.isArray(each?.[3])) : [];
    } catch {
      return [];
    }
  };

  const without = (all: Remembered[], itemIds: readonly string[]): Remembered[] =>
    all
      .map(([id, source, at, items]): Remembered => [id, source, at, items.filter((item) => !itemIds.includes(item))])
      .filter(([, , , items]) => items.length);

  function write(all: Remembered[], now: EpochMs): void {
    let room = MOST_ITEMS;
    const kept: Remembered[] = [];
    for (const [id, source, at, items] of all.reverse()) {
      if (room <= 0 || now - at >= windowMs) break;
      kept.unshift([id, source, at, items.slice(-room)]);
      room -= items.length;
    }
    if (kept.length) storage.set(KEY, JSON.stringify(kept));
    else storage.remove(KEY);
  }

  return {
    remember: (itemIds, { recommendationId = '', source = '' }, at) =>
      write([...without(read(), itemIds), [recommendationId, source, at, [...itemIds]]], at),

    recall(itemId, at) {
      const found = read().find(([, , when, items]) => at - when < windowMs && items.includes(itemId));
      return found && { recommendationId: found[0] || undefined, source: found[1] || undefined };
    },

    forget(itemId) {
      const all = read();
      if (all.some(([, , , items]) => items.includes(itemId))) write(without(all, [itemId]), 0);
    },
  };
}
