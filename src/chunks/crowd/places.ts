/** Stores the position of every item by its mover, and selects the items near the viewport. Call only after layout. */

import { native } from '../../browser/native';
import { type Bands, createBands, type StoredCard } from './bands';
import type { Card } from './card';

export interface Places {
  /** Stores the current position. False for an item that moves by itself or is detached: it has no stored position. */
  put(element: Element): boolean;
  has(element: Element): boolean;
  /** Also true for an item without a stored position. */
  isNear(element: Element): boolean;
  /**
   * Measures one item in each near band, or in every band. If one is off by more than `by` px, measures the rest of its
   * band and samples every band of its mover. True if one was off.
   */
  follow(by: number, everywhere: boolean): boolean;
  /** The items that have come near since the last call, and some that were near. `undefined` if nothing changed. */
  choose(height: number, margin: number): Element[] | undefined;
  /** Stays valid while items get other positions during the iteration. */
  all(): Generator<Element>;
}

export function createPlaces(moverOf: (element: Element) => Element | undefined): Places {
  const cards = new WeakMap<Element, StoredCard>();
  const bandsOf = new Map<Element | undefined, Bands>();

  function* elementsOf(bands: Bands, some: Iterable<Card>): Generator<Element> {
    for (const card of some) {
      const element = card.element.deref();
      if (element) yield element;
      else bands.take(card);
    }
  }

  return {
    put(element) {
      const card = cards.get(element);
      const mover = native(element, 'isConnected') ? moverOf(element) : element;
      const known = bandsOf.get(mover);
      if (card && card.bands === known && mover !== element) {
        known.measure(card);
        return true;
      }
      card?.bands.take(card);
      cards.delete(element);
      if (mover === element) return false;
      const bands = known ?? createBands();
      bandsOf.set(mover, bands);
      cards.set(element, bands.put(element));
      return true;
    },
    has: (element) => cards.has(element),
    isNear(element) {
      const card = cards.get(element);
      return !card || card.bands.isNear(card);
    },
    follow(by, everywhere) {
      let isWrong = false;
      for (const [mover, bands] of bandsOf) {
        if (bands.isEmpty()) bandsOf.delete(mover);
        bands.follow();
        if (!bands.sample(by, everywhere)) continue;
        isWrong = true;
        if (!everywhere) bands.sample(by, true);
      }
      return isWrong;
    },
    choose(height, margin) {
      const chosen = [...bandsOf.values()].filter((bands) => bands.choose(height, margin));
      return chosen.length
        ? chosen.flatMap((bands) => bands.near().flatMap((some) => [...elementsOf(bands, some)]))
        : undefined;
    },
    *all() {
      for (const bands of bandsOf.values()) yield* elementsOf(bands, bands.all());
    },
  };
}
